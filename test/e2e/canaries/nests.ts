import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/** Where a secret could lie: what a server leaves behind, piece by piece, under names. */
export type Nest = () => Promise<readonly (readonly [string, string | Buffer])[]>;

/** Secrets by name. */
export type Canaries = ReadonlyMap<string, string>;

/** `name in place` of each secret that is in one of the pieces: as it is, as bytes in hex, or in base64. */
export function findIn(
  pieces: readonly (readonly [string, string | Buffer])[],
  canaries: Canaries,
): string[] {
  return [...canaries].flatMap(([name, secret]) => {
    const bytes = Buffer.from(secret);
    const shapes = [secret, bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
    return pieces
      .filter(([, piece]) => shapes.some((shape) => piece.includes(shape)))
      .map(([place]) => `${name} in ${place}`);
  });
}

/** Every file below a folder. */
export const filesOf =
  (folder: string): Nest =>
  () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const plain = files.filter((file) => file.isFile());
    return Promise.resolve(
      plain.map((file) => [file.name, readFileSync(join(file.parentPath, file.name))] as const),
    );
  };

/** Every row of every table, as text; bytes are in hex. */
export const tablesOf =
  (url: string): Nest =>
  async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      const pieces: [string, string][] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: string }>(
          `select t::text as row from ${name} as t`,
        );
        pieces.push([`table ${name}`, rows.map(({ row }) => row).join('\n')]);
      }
      return pieces;
    } finally {
      await client.end();
    }
  };

/**
 * Every command that Redis is sent from now on, with its arguments: also what is there for a moment only, as the data of
 * a job. Of all who use it; secrets are nobody else's.
 */
export async function listenTo(url: string): Promise<{ heard: Nest; stop: () => void }> {
  const client = new Redis(url);
  const monitor = await client.monitor();
  const commands: string[] = [];
  monitor.on('monitor', (_time: string, parts: readonly string[]) =>
    commands.push(parts.join(' ')),
  );
  return {
    heard: () => Promise.resolve([['Redis', commands.join('\n')]]),
    stop: () => {
      monitor.disconnect();
      client.disconnect();
    },
  };
}
