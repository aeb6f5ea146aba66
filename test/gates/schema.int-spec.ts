import { agentEntities } from '#agents';
import { artifactEntities } from '#artifacts';
import { idempotencyEntities } from '#idempotency';
import { identityEntities } from '#identity';
import { memoryEntities } from '#memory';
import { messagingEntities } from '#messaging';
import { createDataSource, openDatabase, type DatabaseSettings } from '#platform';
import { toolEntities } from '#tools';
import { webhookEntities } from '#webhooks';
import { createEmptyDatabase, type TestDatabase } from '../support/databases.js';
import { describeWith } from '../support/test-servers.js';

describeWith(['postgres'], 'the schema', () => {
  const entities = [
    ...agentEntities,
    ...artifactEntities,
    ...idempotencyEntities,
    ...identityEntities,
    ...memoryEntities,
    ...messagingEntities,
    ...toolEntities,
    ...webhookEntities,
  ];
  let database: TestDatabase;
  let settings: DatabaseSettings;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    const onPoolError = (): undefined => undefined;
    settings = { url: database.url, pool: 2, entities, sessionLimits: true, onPoolError };
    await (await openDatabase(settings)).close();
  });

  afterAll(() => database.drop());

  it('is what the entities say: after all migrations the mapper finds nothing to change', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('has an entity for every table, and a workspace in every row', async () => {
    const source = await createDataSource(settings).initialize();
    try {
      const tables = (
        await source.query<{ table: string; columns: string[] }[]>(
          `select table_name as table, array_agg(column_name::text) as columns
         from information_schema.columns where table_schema = 'public' group by table_name`,
        )
      ).filter(({ table }) => table !== 'migrations');
      const mapped = source.entityMetadatas.map(({ tableName }) => tableName);
      expect(tables.map(({ table }) => table).sort()).toEqual([...mapped].sort());
      const ofServer = ['workspaces', 'jwt_keys', 'login_failures'];
      const exempt = [...ofServer, 'agent_versions', 'memory_models'];
      const without = tables.filter(({ columns }) => !columns.includes('workspace_id'));
      expect(without.map(({ table }) => table).sort()).toEqual([...exempt].sort());
    } finally {
      await source.destroy();
    }
  });
});
