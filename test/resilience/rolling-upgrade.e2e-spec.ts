import { createOwnedDatabase, createQueuePrefix } from '../support/databases.js';
import { serverUrl } from '../support/test-servers.js';
import { describeBesidePrevious } from './rolling/previous-version.js';
import { Upgrade, type UpgradeReport } from './rolling/upgrade.js';

/** How long both versions run side by side; CAXTON_TEST_ROLLING_SECONDS=60 is the long form. */
const sideBySideMs = Number(process.env['CAXTON_TEST_ROLLING_SECONDS'] ?? '6') * 1_000;
const clients = 8;

describeBesidePrevious('a rolling upgrade from the previous version', () => {
  let report: UpgradeReport;

  beforeAll(async () => {
    // A superuser would pass by row-level security: then the version before could not notice it.
    const database = await createOwnedDatabase('nosuperuser');
    try {
      const settings = {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_REDIS_URL: serverUrl('redis'),
        CAXTON_QUEUE_PREFIX: createQueuePrefix(),
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/rolling/agents`,
      };
      report = await new Upgrade({ settings, clients, sideBySideMs }).run();
    } finally {
      await database.drop();
    }
  }, 240_000 + sideBySideMs);

  it('answers every request with 200, or with 503 and when to come back', () => {
    const { outrages, acknowledged } = report.tally;
    expect(outrages).toEqual([]);
    expect([...acknowledged.values()].flat().length).toBeGreaterThan(clients * 10);
  });

  it('loses, doubles and reorders nothing', () => {
    const sent = [...report.tally.acknowledged.values()];
    expect(report.talks.map(({ asked }) => asked)).toEqual(sent);
    expect(report.talks.map(({ answered }) => answered)).toEqual(sent);
    expect(report.talks.map(({ unsettled }) => unsettled)).toEqual(sent.map(() => 0));
  });

  it('lets workers of both versions take turns, one that was started on the new schema too', () => {
    const took = new Set(report.talks.flatMap(({ processes }) => processes));
    expect([...took].sort()).toEqual([...report.oldWorkers, ...report.newWorkers].sort());
  });

  it('lets the old processes end in order', () => {
    expect(report.exitCodes).toEqual([0, 0, 0]);
  });
});
