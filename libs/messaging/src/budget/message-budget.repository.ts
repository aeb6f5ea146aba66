import type { Statement, Tx } from '#platform';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';

/**
 * What agents cause goes back to one message of a client, and all of it is in one conversation. So whoever counts
 * here holds the lock of that conversation already, and nobody waits for this row who would not wait anyway.
 */
const spend: Statement = {
  name: 'budget.spend-many',
  text: `
    update messages m set led_to = m.led_to + ($3::jsonb ->> m.id)::int
    where m.workspace_id = $1 and m.id = any ((select $2::text[])::text[])
      and m.led_to + ($3::jsonb ->> m.id)::int <= $4
    returning m.id`,
};

const noteOverspent: Statement = {
  name: 'budget.note-overspent',
  text: `
    update messages set overspent_at = clock_timestamp()
    where workspace_id = $1 and id = $2 and overspent_at is null
    returning id`,
};

type Spender = Pick<Turn['message'], 'id' | 'rootId'>;

/** A message whose turn sends others. */
export interface Spending {
  readonly spender: Spender;
  readonly messages: readonly Pick<NewMessage, 'agent'>[];
}

/**
 * Counts the mail among the messages against what the clients' messages may lead to, each of a conversation of its
 * own. Gives the first whose budget it exceeds: then none may be sent. A turn that sends no mail, such as one that
 * answers a client, asks nothing.
 */
export async function spendBudgets(
  tx: Tx,
  spendings: readonly Spending[],
  mostCaused: number,
): Promise<Spending | undefined> {
  const sending = spendings.filter(({ messages }) => countMail(messages) > 0);
  if (sending.length === 0) return undefined;
  const mail = Object.fromEntries(
    sending.map(({ spender, messages }) => [rootOf(spender), countMail(messages)]),
  );
  const values = [tx.caller.workspace, Object.keys(mail), JSON.stringify(mail), mostCaused];
  const rows = await tx.rows<{ id: string }>(spend, values);
  const within = new Set(rows.map(({ id }) => id));
  return sending.find(({ spender }) => !within.has(rootOf(spender)));
}

function countMail(messages: readonly Pick<NewMessage, 'agent'>[]): number {
  return messages.filter(({ agent }) => agent !== undefined).length;
}

/** Whether it is overspent for the first time. The conversation is locked (append order). */
export async function isFirstOverspent(tx: Tx, spender: Spender): Promise<boolean> {
  return (await tx.rows(noteOverspent, [tx.caller.workspace, rootOf(spender)])).length === 1;
}

function rootOf({ id, rootId }: Spender): string {
  return rootId ?? id;
}
