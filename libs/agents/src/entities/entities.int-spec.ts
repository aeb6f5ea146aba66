import { createDataSource } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { agentEntities } from '../index.js';

describe('the entities of this library', () => {
  let opened: MigratedDatabase;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  it('say what the migrations made: the schema builder finds nothing to change', async () => {
    const source = createDataSource({
      url: opened.url,
      pool: 2,
      entities: agentEntities,
      sessionLimits: true,
      onPoolError: () => undefined,
    });
    await source.initialize();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();

    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
