import { methodsOf } from '../calls/methods.js';
import type { Connection } from '../connection/connection.js';
import { conversations } from '../operations/conversations.js';
import type { ConversationEvent } from './conversation-event.js';
import { exportConversation, type ConversationExportOptions } from './export-conversation.js';
import { followConversation } from './follow-conversation.js';
import type { FollowOptions } from './follow-options.js';

/** Everything that is done with conversations. */
export function conversationCalls(connection: Connection) {
  return {
    ...methodsOf(conversations, connection),
    /** Gives a conversation as JSON Lines, as a Response of the Fetch API. */
    export: async (id: string, options?: ConversationExportOptions): Promise<Response> =>
      exportConversation(connection, id, options),
    /** The events of a conversation as they happen, over any break of the connection, until nothing is pending. */
    follow: (id: string, options?: FollowOptions): AsyncGenerator<ConversationEvent, void> =>
      followConversation(connection, id, options),
  };
}
