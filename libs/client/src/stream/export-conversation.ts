import { addressed } from '../calls/call-of.js';
import type { CallOptions, QueryFor } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { readWhole } from '../connection/read-answer.js';
import { routes } from '../generated/routes.js';

/** What an export tells beside the messages. */
export type ConversationExportOptions = QueryFor<'exportConversation'> & CallOptions;

/** A conversation as JSON Lines, as a Response of the Fetch API whose body can be read as it comes. */
export async function exportConversation(
  connection: Connection,
  id: string,
  options: ConversationExportOptions = {},
): Promise<Response> {
  const call = addressed(routes.exportConversation, [id], options);
  return connection.call(call, readWhole);
}
