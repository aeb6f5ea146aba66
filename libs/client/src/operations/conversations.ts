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
  /** Archives a conversation: out of the lists, and there. */
  archive: 'archiveConversation',
  /** Brings an archived conversation back. */
  restore: 'restoreConversation',
  /** Deletes a conversation with all that was said in it, for good. */
  remove: 'deleteConversation',
  /** Archives all conversations that a filter means. */
  archiveAll: 'archiveConversations',
  /** Brings back all archived conversations that a filter means. */
  restoreAll: 'restoreConversations',
  /** Deletes all conversations that a filter means, for good. */
  removeAll: 'deleteConversations',
  /** Lists what is, or was, done to many conversations. */
  operations: 'listConversationOperations',
  /** Tells how far such an operation has come. */
  operation: 'getConversationOperation',
  /** Does no more of such an operation; what was done stays done. */
  cancelOperation: 'cancelConversationOperation',
} as const satisfies Group;
