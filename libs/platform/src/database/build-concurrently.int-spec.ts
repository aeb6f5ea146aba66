import { Client } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { eventually } from '../../../../test/support/eventually.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { buildConcurrently } from './build-concurrently.js';
import { createDataSource } from './open-database.js';

describeWith(['postgres'], buildConcurrently.name, () => {
  let database: TestDatabase;
  let source: DataSource;
  let runner: QueryRunner;
  const [slow, quick] = [0, 1].map(() => ({ client: new Client() })) as [
    { client: Client },
    { client: Client },
  ];

  beforeEach(async () => {
    database = await createEmptyDatabase();
    for (const one of [slow, quick]) {
      one.client = new Client({ connectionString: database.url });
      await one.client.connect();
    }
    await slow.client.query('create table talks (id int, topic text)');
    const onPoolError = (): undefined => undefined;
    const settings = { url: database.url, pool: 2, entities: [], sessionLimits: true, onPoolError };
    source = await createDataSource(settings).initialize();
    runner = source.createQueryRunner();
  });
  afterEach(async () => {
    await runner.release();
    await source.destroy();
    for (const { client } of [slow, quick]) await client.end();
    await database.drop();
  });

  const isValid = async (): Promise<unknown> => {
    const { rows } = await quick.client.query<{ valid: boolean }>(
      `select indisvalid as valid from pg_index where indexrelid = to_regclass('talks_topic')`,
    );
    return rows[0]?.valid;
  };

  it('lets others write while it waits for whoever wrote before', async () => {
    await slow.client.query('begin');
    await slow.client.query(`insert into talks values (1, 'one')`);
    const building = buildConcurrently(runner, 'talks_topic', 'talks (topic)');
    const begun = await eventually(isValid, (valid) => valid !== undefined);
    await quick.client.query(`set lock_timeout = '1s'`);
    await quick.client.query(`insert into talks values (2, 'two')`);
    await slow.client.query('commit');
    await building;

    expect([begun, await isValid()]).toEqual([false, true]);
  });

  it('builds anew what was broken off, and leaves what is there', async () => {
    await slow.client.query(`insert into talks values (1, 'same'), (2, 'same')`);
    const broken = slow.client.query(
      'create unique index concurrently talks_topic on talks (topic)',
    );
    await expect(broken).rejects.toThrow('could not create unique index');
    expect(await isValid()).toBe(false);
    for (const _time of ['first', 'again']) {
      await buildConcurrently(runner, 'talks_topic', 'talks (topic)');
      expect(await isValid()).toBe(true);
    }
  });
});
