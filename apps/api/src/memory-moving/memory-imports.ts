import { ProtocolError, type MemoryImported } from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import { createId, type Caller, type Database } from '#platform';
import type { OpenMemory } from '#memory';
import type { Shutdown } from '../http/shutdown.js';
import { ImportReader } from './import-reader.js';
import { keepImportAnswer } from './keep-import-answer.js';
import type { ImportOptions } from './moving-queries.js';
import { placeCheckFor } from './owned-places.js';
import { splitDocument } from './split-document.js';
import { splitLines } from './split-lines.js';

/** Imports that one process takes in at the same time; each holds a record and a batch at most. */
const most = 4;

/** An export as it arrives. */
export interface ArrivingExport {
  readonly body: AsyncIterable<Buffer>;
  /** One JSON document; else JSON Lines. */
  readonly isDocument: boolean;
}

/** What imports stand on. */
export interface ImportGround {
  readonly memory: Pick<OpenMemory, 'beginImport' | 'exporter'>;
  readonly database: Database;
  readonly shutdown: Shutdown;
}

/** Takes memories in as streams, however large they are. */
export class MemoryImports {
  private open = 0;

  constructor(private readonly ground: ImportGround) {}

  /**
   * Durable when it resolves. What was stored before an error stays; `details.stored` counts it, and sending
   * the whole again stores only the rest.
   * @throws {ProtocolError} INVALID_REQUEST and its like with `details.line`; MEMORY_CONFLICT,
   * MEMORY_TYPE_CONFLICT; RATE_LIMITED; UNAVAILABLE when the server stops
   */
  async take(
    caller: Caller,
    options: ImportOptions,
    { body, isDocument }: ArrivingExport,
    claim: IdempotencyClaim | undefined,
  ): Promise<MemoryImported> {
    if (this.open >= most) {
      const said = 'Too many imports are taken in right now';
      throw new ProtocolError('RATE_LIMITED', said, { retry_after: 5 });
    }
    this.open += 1;
    try {
      const { database } = this.ground;
      return await keepImportAnswer({ database, caller, claim }, body, (marked) =>
        this.run(caller, options, { body: marked, isDocument }),
      );
    } finally {
      this.open -= 1;
    }
  }

  private async run(
    caller: Caller,
    options: ImportOptions,
    { body, isDocument }: ArrivingExport,
  ): Promise<MemoryImported> {
    const startedAt = performance.now();
    const { memory, shutdown } = this.ground;
    const reader = new ImportReader(
      options,
      memory.exporter.model,
      ({ merge_strategy: strategy, dry_run: isDryRun }) =>
        memory.beginImport(caller, { strategy, isDryRun }),
      placeCheckFor(caller, options),
    );
    try {
      for await (const piece of isDocument ? splitDocument(body) : splitLines(body)) {
        if (shutdown.signal.aborted) throw stopping();
        await reader.take(piece);
      }
      await reader.finish(isDocument);
    } catch (error) {
      await reader.running?.abandon();
      throw withStored(error, reader);
    }
    const { counts, problems } = reader.begun(1).tally;
    return {
      import_id: createId('imp'),
      dry_run: reader.terms.dry_run,
      complete: reader.isComplete,
      ...counts,
      processing_time_ms: Math.round(performance.now() - startedAt),
      problems: [...problems],
    };
  }
}

function stopping(): ProtocolError {
  return new ProtocolError('UNAVAILABLE', 'The server is stopping; send the whole again', {
    retry_after: 2,
  });
}

/** What is stored already is told with the error. */
function withStored(error: unknown, { running }: ImportReader): unknown {
  if (!(error instanceof ProtocolError) || running === undefined) return error;
  const { code, message, details } = error;
  return new ProtocolError(
    code,
    message,
    { ...details, stored: { ...running.tally.counts } },
    { cause: error },
  );
}
