import { createHash } from 'node:crypto';
import { readEnv, systemCaller } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { Storage } from './storage.js';

describe(Storage, () => {
  let opened: MigratedDatabase;
  let storage: Storage;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    storage = new Storage(opened.database, readEnv({}));
  });
  afterAll(() => opened.close());

  const run = (text: string): Promise<unknown> =>
    opened.database.read(systemCaller, (tx) =>
      tx.rows({ name: `test.${createHash('sha1').update(text).digest('hex')}`, text }),
    );
  const of = async (table: string): Promise<object | undefined> =>
    (await storage.read()).tables.find(({ name }) => name === table);

  /** Steps of one message that ended long ago, as many as are asked for. */
  const sow = (from: number, to: number): Promise<unknown> =>
    run(`insert into turn_steps (workspace_id, message_id, step_no, kind, name, request_hash, state, started_at)
      select 'default', 'm', n, 'model', 'm', '', 'done', timestamptz '2026-01-02T03:04:05Z'
      from generate_series(${String(from)}, ${String(to)}) n`);

  it('tells of each table how many rows it has, since when, and what has expired', async () => {
    expect(await of('turn_steps')).toMatchObject({ rows: 0, oldest: null, expired: { rows: 0 } });
    await sow(1, 3);
    expect(await of('turn_steps')).toMatchObject({
      ...{ rows: 3, oldest: '2026-01-02T03:04:05.000Z' },
      retention: { ends: 'age', after: '7d', setting: 'CAXTON_STEP_RETENTION' },
      expired: { rows: 3, is_whole: true },
    });
  });

  it('estimates many rows, and counts what has expired no further than ten thousand', async () => {
    await sow(4, 12_000);
    await run('analyze turn_steps');
    expect(await of('turn_steps')).toMatchObject({
      rows: 12_000,
      expired: { rows: 10_000, is_whole: false },
    });
  });

  it('tells since when there are conversations, which nothing but a request ends', async () => {
    await run(`insert into conversations (workspace_id, id, created_at)
      values ('default', 'c1', '2025-01-01T00:00:00Z'), ('default', 'c2', now())`);
    expect(await of('conversations')).toMatchObject({
      ...{ rows: 2, oldest: '2025-01-01T00:00:00.000Z', expired: null },
      retention: { ends: 'request', after: null, setting: null },
    });
  });

  it('counts the hours of usage that have expired, and no days', async () => {
    await run(`insert into usage_sums (workspace_id, span, at)
      values ('default', 'hour', '2025-05-05T05:00:00Z'), ('default', 'hour', now()),
        ('default', 'day', '2024-01-01T00:00:00Z')`);
    expect(await of('usage_sums')).toMatchObject({
      oldest: '2025-05-05T05:00:00.000Z',
      expired: { rows: 1, is_whole: true },
    });
  });

  it('tells the bytes of the database, of artifacts in all workspaces, and of the largest table first', async () => {
    await run(`insert into artifact_room (workspace_id, used_bytes) values ('a', 5), ('b', 7)`);
    const { database, artifacts, tables } = await storage.read();
    expect(artifacts).toEqual({ bytes: 12 });
    const sizes = tables.map(({ bytes }) => bytes);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(tables[0]).toMatchObject({ name: 'turn_steps' });
    expect(database.bytes).toBeGreaterThan(sizes.reduce((sum, bytes) => sum + bytes, 0));
  });
});
