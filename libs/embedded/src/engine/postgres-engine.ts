import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { queryFrame } from '../wire/frame.js';
import { readParameters } from '../wire/engine-output.js';
import type { Engine } from '../session/shared-session.js';
import { installTrap } from './trap.js';

/**
 * Postgres for one process that has no neighbours: little shared memory (32 instead of 128 MB saves
 * 100 MB of 300), and no more log than the upkeep takes away.
 */
const settings = {
  shared_buffers: '32MB',
  wal_buffers: '1MB',
  min_wal_size: '32MB',
  max_wal_size: '64MB',
};

/** A startup packet for user postgres, as the engine wants it: version 3.0. */
const startupPacket = ((): Buffer => {
  const body = Buffer.from('\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1');
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
})();

/** Lines of the log that are kept to explain a death. */
const keptLines = 20;

/** One PGlite: the wasm of Postgres over a directory. */
export class PostgresEngine implements Engine {
  /** It was not stopped the last time: what its log held was done again. */
  readonly wasRecovered: boolean;

  private constructor(
    private readonly postgres: PGlite,
    private readonly lines: readonly string[],
  ) {
    this.wasRecovered = lines.some((line) => line.includes('automatic recovery in progress'));
  }

  /** Opens the directory, after a crash by replaying its log; a fresh one is filled first. */
  static async open(directory: string): Promise<PostgresEngine> {
    const lines: string[] = [];
    const keep = (line: string): boolean => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      return false;
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    try {
      const postgres = await PGlite.create({
        dataDir: directory,
        extensions: { vector, pg_trgm, pgcrypto },
        startParams: [...PGlite.defaultStartParams, ...flags],
        onStderr: keep,
      });
      installTrap(postgres.Module);
      return new PostgresEngine(postgres, lines);
    } catch (error) {
      throw explained(error, lines);
    }
  }

  async run(bytes: Buffer): Promise<Buffer> {
    const chunks: Buffer[] = [];
    try {
      await this.postgres.execProtocolRawStream(bytes, {
        syncToFs: false,
        // A view of the wasm's memory, which will hold something else.
        onRawData: (chunk) => chunks.push(Buffer.from(chunk)),
      });
    } catch (error) {
      throw explained(error, this.lines);
    }
    const [first] = chunks;
    return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
  }

  /** The settings that Postgres reports to every client. */
  async parameters(): Promise<Map<string, string>> {
    return readParameters(await this.run(startupPacket));
  }

  /** Writes everything to the directory and lets it go. */
  async close(): Promise<void> {
    await this.run(queryFrame('checkpoint'));
    await this.postgres.close();
  }
}

/** With what Postgres itself said of it. */
function explained(error: unknown, lines: readonly string[]): Error {
  const said = lines.filter((line) => /\b(?:FATAL|PANIC|HINT|DETAIL)\b/.test(line)).slice(-3);
  const message = error instanceof Error ? error.message : String(error);
  return new Error([message, ...said].join('; '), { cause: error });
}
