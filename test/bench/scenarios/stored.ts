import { runClosed } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { fillStored } from './fill-stored.js';
import { messages, type Scenario } from './scenario.js';

/** What a message costs must not depend on how many are kept. */
export const stored: Scenario = {
  name: 'stored',
  title: 'Stored messages (--stored): the same turns with and without them',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const { isTiny, stored: planned } = stand.plan;
      const { findings } = stand;
      const turns = {
        request: messages({ waits: true }),
        connections: 64,
        ground: 'queue' as const,
      };
      const few = await runClosed(stand, deployment, turns);
      const begun = performance.now();
      const count = await fillStored(deployment.databaseUrl, isTiny ? 2_000 : planned);
      findings.figure('messages stored before', '', [count]);
      findings.figure('storing them took', 's', [(performance.now() - begun) / 1_000]);
      const many = await runClosed(stand, deployment, turns);
      tellGrowth(
        stand,
        { what: 'turns, nothing stored before', runs: few },
        { what: 'turns, so many stored before', runs: many },
      );
    }),
};
