import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { TestPostgres, until } from '../embedded-postgres.fixture.js';
import { Upkeep } from './upkeep.js';

describe(Upkeep, () => {
  let postgres: TestPostgres;
  let client: Client;

  beforeAll(async () => {
    postgres = await TestPostgres.start({ upkeepEvery: 50 });
    client = await postgres.connect();
  });

  afterAll(() => postgres.stop());

  const logFiles = async (): Promise<number> => {
    const files = await readdir(join(postgres.dataDir, 'postgres', 'pg_wal'));
    return files.filter((file) => /^[0-9A-F]{24}$/.test(file)).length;
  };

  it('vacuums what was written over, and lets the log go', async () => {
    await client.query('create table churned (number int, filler text)');
    await client.query(
      `insert into churned select n, repeat('x', 500) from generate_series(1, 5000) n`,
    );
    for (let time = 0; time < 60; time += 1)
      await client.query('update churned set number = number + 1');

    await until(async () => {
      const { rows } = await client.query<{ vacuumed: boolean }>(
        `select vacuum_count > 0 and n_dead_tup = 0 as vacuumed from pg_stat_user_tables where relname = 'churned'`,
      );
      return rows[0]?.vacuumed === true;
    });
    // 200 MB of log were written, in files of 16 MB.
    await until(async () => (await logFiles()) <= 6);
    expect(await logFiles()).toBeLessThanOrEqual(6);
  });

  it('does nothing when nothing was written', async () => {
    const position = async (): Promise<string> =>
      (await client.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')).rows[0]
        ?.lsn ?? '';
    let last = await position();
    await until(async () => {
      const before = last;
      for (let look = 0; look < 200; look += 1) last = await position();
      return last === before;
    });

    expect(await position()).toBe(last);
  });
});
