import type { Tx } from '#platform';
import { lockConversationRows } from '../cancel/cancel.repository.js';
import type { MailedMailbox, NewMessage } from '../new-message.js';
import { wakeMailbox } from '../suspension/park.repository.js';
import { findAwaitedOf, takeAnswers, type Awaited, type Reply } from './answer.repository.js';
import { readQuestionStandings } from './question.repository.js';

/** Messages on their way into a conversation, and which of them somebody waits for. */
export interface HandedOver {
  readonly messages: readonly NewMessage[];
  readonly awaited: readonly Awaited[];
}

type Handed = Pick<NewMessage, 'isHanded'>;

/**
 * Finds the answers that a suspended turn waits for: they are not put behind its own message in its mailbox,
 * where it would never come to them, but stored as completed. Also late ones: nobody is to work on an answer
 * whose question was given up. Locks the conversations, so that nothing parks between this and the commit.
 */
export async function handOver(
  tx: Tx,
  conversationIds: readonly string[],
  messages: readonly NewMessage[],
): Promise<HandedOver> {
  const replies = repliesOf(messages);
  if (replies.length === 0) return { messages, awaited: [] };
  await lockConversationRows(tx, conversationIds);
  const awaited = await findAwaitedOf(tx, replies);
  const ids = new Set(awaited.map((one) => one.question_id));
  return {
    awaited,
    messages: messages.map((message) =>
      ids.has(message.inReplyTo ?? '') ? handed(message) : message,
    ),
  };
}

/** Whether any may be an answer that somebody waits for: then `handOver` locks. */
export function mayBeAwaited(messages: readonly NewMessage[]): boolean {
  return repliesOf(messages).length > 0;
}

/** The messages of agents that are answered here. */
function repliesOf(messages: readonly NewMessage[]): string[] {
  return messages.flatMap(({ agent, inReplyTo }) =>
    agent === undefined || inReplyTo === undefined ? [] : [inReplyTo],
  );
}

/** Gives the answers to who waits for them; whose question is joined now is woken. After they are stored. */
export async function giveAnswers(
  tx: Tx,
  {
    messages,
    awaited,
  }: Pick<HandedOver, 'awaited'> & { readonly messages: readonly (Reply & Handed)[] },
): Promise<MailedMailbox[]> {
  if (awaited.length === 0) return [];
  await takeAnswers(
    tx,
    messages.filter(({ isHanded }) => isHanded === true),
  );
  const rings: MailedMailbox[] = [];
  const askers = new Map(awaited.map((one) => [one.message_id, one.asker_mailbox_id]));
  for (const [messageId, mailboxId] of [...askers].sort(byMailbox)) {
    const standings = await readQuestionStandings(tx, messageId);
    if (standings.some((one) => one.is_joined)) rings.push(...(await wakeMailbox(tx, mailboxId)));
  }
  return rings;
}

/** Rows of mailboxes are locked in the order of their ids. */
function byMailbox([, a]: [string, string], [, b]: [string, string]): number {
  return BigInt(a) < BigInt(b) ? -1 : 1;
}

function handed({ agent, receiver, ...message }: NewMessage): NewMessage {
  return { ...message, receiver: receiver ?? agent?.name ?? '', isHanded: true };
}
