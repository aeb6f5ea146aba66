import type { Statement, Tx } from '#platform';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';

/**
 * What agents cause goes back to one message of a client, and all of it is in one conversation. So whoever counts
 * here holds the lock of that conversation already, and nobody waits for this row who would not wait anyway.
 */
const spend: Statement = {
  name: 'budget.spend',
  text: `
    update messages set led_to = led_to + $3
    where workspace_id = $1 and id = $2 and led_to + $3 <= $4
    returning led_to`,
};

const noteOverspent: Statement = {
  name: 'budget.note-overspent',
  text: `
    update messages set overspent_at = clock_timestamp()
    where workspace_id = $1 and id = $2 and overspent_at is null
    returning id`,
};

type Spender = Pick<Turn['message'], 'id' | 'rootId'>;

/**
 * Counts the mail among the messages against what the client's message may lead to. False: it would be more, and
 * none of them may be sent. A turn that sends no mail, such as one that answers a client, asks nothing.
 */
export async function spendBudget(
  tx: Tx,
  spender: Spender,
  messages: readonly Pick<NewMessage, 'agent'>[],
  mostCaused: number,
): Promise<boolean> {
  const mail = messages.filter(({ agent }) => agent !== undefined).length;
  if (mail === 0) return true;
  const values = [tx.caller.workspace, rootOf(spender), mail, mostCaused];
  return (await tx.rows(spend, values)).length === 1;
}

/** Whether it is overspent for the first time. The conversation is locked (append order). */
export async function isFirstOverspent(tx: Tx, spender: Spender): Promise<boolean> {
  return (await tx.rows(noteOverspent, [tx.caller.workspace, rootOf(spender)])).length === 1;
}

function rootOf({ id, rootId }: Spender): string {
  return rootId ?? id;
}
