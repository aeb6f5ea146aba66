import { methodsOf } from '../calls/methods.js';
import type { AnswerOf, BodyOf } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { memory } from '../operations/memory.js';
import { memoryAudit } from '../operations/memory-audit.js';
import { memoryKeeping } from '../operations/memory-keeping.js';
import {
  exportMemoryLines,
  importMemoryDocument,
  importMemoryLines,
  type ExportOptions,
  type ImportOptions,
} from './memory-lines.js';

/** Everything that is done with memory. */
export function memoryCalls(connection: Connection) {
  return {
    ...methodsOf(memory, connection),
    ...methodsOf(memoryAudit, connection),
    ...methodsOf(memoryKeeping, connection),
    /** Gives a memory as JSON Lines, as a Response of the Fetch API: for memories that are large. */
    exportLines: async (options?: ExportOptions): Promise<Response> =>
      exportMemoryLines(connection, options),
    /** Takes a document into a memory. */
    import: async (
      document: BodyOf<'importMemory'>,
      options?: ImportOptions,
    ): Promise<AnswerOf<'importMemory'>> => importMemoryDocument(connection, document, options),
    /** Takes JSON Lines into a memory. */
    importLines: async (
      lines: string | Blob,
      options?: ImportOptions,
    ): Promise<AnswerOf<'importMemory'>> => importMemoryLines(connection, lines, options),
  };
}
