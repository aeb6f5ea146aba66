import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { createSilentLogger, readEnv } from '#platform';
import { warnOfFewConnections } from './warn-of-few-connections.js';

describe(warnOfFewConnections, () => {
  let opened: MigratedDatabase;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  const warn = async (pool: string, processes: number): Promise<object[]> => {
    const warned: object[] = [];
    const log = { ...createSilentLogger(), warn: (facts: object) => warned.push(facts) };
    const env = readEnv({ CAXTON_DATABASE_POOL: pool });
    await warnOfFewConnections(env, { database: opened.database, log }, processes);
    return warned;
  };

  it('says when processes may want more connections than Postgres gives, and nothing else', async () => {
    expect(await warn('2', 2)).toEqual([]);
    expect(await warn('200', 200)).toEqual([
      { processes: 200, pool: 200, wanted: 40_600, most: expect.any(Number) as number },
    ]);
  });
});
