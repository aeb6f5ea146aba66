import { openDatabase } from '#platform';
import { fillHistory } from '../operations/fill-history.js';
import { runClosed } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { messages, type Scenario } from './scenario.js';

/** What a message costs must not depend on how many are kept. */
export const stored: Scenario = {
  name: 'stored',
  title: 'Stored messages (--stored): the same turns with and without them',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const { isTiny, stored: planned } = stand.plan;
      const count = isTiny ? 2_000 : planned;
      const turns = {
        request: messages({ waits: true }),
        connections: 64,
        ground: 'queue' as const,
      };
      const few = await runClosed(stand, deployment, turns);
      await fill(deployment.databaseUrl, count);
      const many = await runClosed(stand, deployment, turns);
      tellGrowth(
        stand,
        { what: 'turns, nothing stored before', runs: few },
        { what: `turns, ${count} messages stored before`, runs: many },
      );
    }),
};

async function fill(url: string, count: number): Promise<void> {
  const database = await openDatabase({
    ...{ url, pool: 2, entities: [], onPoolError: () => undefined },
    sessionLimits: false,
  });
  try {
    await fillHistory(database, { messages: count, agents: 100, days: 30 });
  } finally {
    await database.close();
  }
}
