import { Client } from 'pg';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from './databases.js';
import { describeWith } from './test-servers.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

describeWith(['postgres'], 'the databases of a test run', () => {
  const databases: TestDatabase[] = [];
  const keep = (database: TestDatabase): TestDatabase => {
    databases.push(database);
    return database;
  };

  afterAll(() => Promise.all(databases.map((database) => database.drop())));

  it('migrates a template once, however many files ask at the same time', async () => {
    const migrated: string[] = [];
    const migrate = async (url: string): Promise<void> => {
      migrated.push(url);
      await query(url, 'create extension vector; create table marks (id int)');
    };
    const options = { template: 'own_spec', migrate };
    const created = await Promise.all([1, 2, 3].map(() => createTestDatabase(options)));
    created.forEach(keep);
    expect(migrated).toHaveLength(1);
    expect(new Set(created.map(({ url }) => url)).size).toBe(3);
    for (const { url } of created) expect(await query(url, 'select * from marks')).toEqual([]);
  });

  it('makes a template anew when its migration failed half-way', async () => {
    const options = { template: 'own_failing_spec' };
    const fails = (url: string): Promise<void> =>
      query(url, 'create table half (id int)').then(() => Promise.reject(new Error('half-way')));
    await expect(createTestDatabase({ ...options, migrate: fails })).rejects.toThrow('half-way');
    const migrate = (url: string): Promise<void> =>
      query(url, 'create table whole (id int)').then(() => undefined);
    const { url } = keep(await createTestDatabase({ ...options, migrate }));
    const tables = "select table_name from information_schema.tables where table_schema = 'public'";
    expect(await query(url, tables)).toEqual([{ table_name: 'whole' }]);
  });

  it('drops a database although somebody is connected', async () => {
    const database = await createEmptyDatabase();
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    const cut = new Promise((settle) => client.once('end', settle));
    await database.drop();
    await cut;
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
  });
});
