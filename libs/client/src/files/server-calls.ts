import { callOf } from '../calls/call-of.js';
import { methodsOf } from '../calls/methods.js';
import type { CallOptions } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { server } from '../operations/server.js';

/** What is asked of the server itself. */
export function serverCalls(connection: Connection) {
  return {
    ...methodsOf(server, connection),
    /** The text of an example data set. */
    example: async (file: string, options?: CallOptions): Promise<string> =>
      connection.call(callOf('getExample', [file, options]), async (answer) => answer.text()),
  };
}
