import type { NewMessage } from '../new-message.js';

/** What a batch of new mail adds to one conversation. */
export interface ConversationCount {
  readonly id: string;
  readonly participants: readonly string[];
  readonly messages: number;
  readonly pending: number;
  readonly events: number;
}

/** What a batch of new mail adds to one mailbox. */
export interface MailboxCount {
  readonly agent: string;
  readonly conversation: string;
  readonly messages: number;
}

/** Adds up a batch by conversation, in the order of ids (the order rows are locked in). */
export function countPerConversation(messages: readonly NewMessage[]): ConversationCount[] {
  return [...groupBy(messages, ({ conversationId }) => conversationId)]
    .map(([id, group]) => ({
      id,
      participants: [
        ...new Set(group.flatMap(({ sender, agent }) => (agent ? [sender, agent.name] : [sender]))),
      ],
      messages: group.length,
      pending: group.filter(({ agent }) => agent !== undefined).length,
      events: group.length,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Adds up a batch by mailbox. Messages for clients have none. */
export function countPerMailbox(messages: readonly NewMessage[]): MailboxCount[] {
  const mail = messages.filter(({ agent }) => agent !== undefined);
  const groups = groupBy(mail, ({ agent, conversationId }) =>
    JSON.stringify([agent?.id, conversationId]),
  );
  return [...groups.values()].map((group) => ({
    agent: group[0]?.agent?.id ?? '',
    conversation: group[0]?.conversationId ?? '',
    messages: group.length,
  }));
}

/**
 * Numbers items that took their numbers in bulk: when the last number given to a key is 7 and the
 * batch holds three of that key, they get 5, 6 and 7 in their order.
 */
export function numberPerKey(
  keys: readonly string[],
  lastOfKey: ReadonlyMap<string, number>,
): number[] {
  const left = new Map<string, number>();
  for (const key of keys) left.set(key, (left.get(key) ?? 0) + 1);
  return keys.map((key) => {
    const remaining = left.get(key) ?? 0;
    left.set(key, remaining - 1);
    return (lastOfKey.get(key) ?? 0) - remaining + 1;
  });
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
