import { methodsOf } from '../calls/methods.js';
import type { CallOptions } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { messages } from '../operations/messages.js';
import type { Message, MessageAccepted } from './message-failed-error.js';
import { sendAndWait, type MessageToSend } from './send-and-wait.js';
import { explainMessage, sendMessage, type MessageDryRun } from './send-message.js';

/** Everything that is done with messages. */
export function messageCalls(connection: Connection) {
  return {
    ...methodsOf(messages, connection),
    /** Sends a message to a capability. Sent again under one key until it is known to be stored. */
    send: async (message: MessageToSend, options?: CallOptions): Promise<MessageAccepted> =>
      sendMessage(connection, message, options),
    /** Sends a message and gives the reply; MessageFailedError when it failed. */
    sendAndWait: async (message: MessageToSend, options?: CallOptions): Promise<Message> =>
      sendAndWait(connection, message, options),
    /** Says where a message would go, and sends nothing. */
    explain: async (message: MessageToSend, options?: CallOptions): Promise<MessageDryRun> =>
      explainMessage(connection, message, options),
  };
}
