import type { Group } from '../calls/methods.js';

/** What was said, by conversation. */
export const conversations = {
  /** Lists the conversations, page by page. */
  list: 'listConversations',
  /** Gives a conversation with its messages. */
  get: 'getConversation',
  /** Lists the messages of a conversation, page by page. */
  messages: 'listConversationMessages',
  /** Shows who caused what in a conversation. */
  graph: 'getConversationGraph',
  /** Stops everything that is open in a conversation. */
  cancel: 'cancelConversation',
} as const satisfies Group;
