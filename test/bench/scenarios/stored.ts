import { none, runInTurn } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { fillStored } from './fill-stored.js';
import { messages, type Scenario } from './scenario.js';

/** What a message costs must not depend on how many are kept: on two servers in turn, one of them filled. */
export const stored: Scenario = {
  name: 'stored',
  title: 'Stored messages (--stored): the same turns with and without them',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, (empty) =>
      stand.with({}, async (full) => {
        const { isTiny, stored: planned } = stand.plan;
        const { findings } = stand;
        const turns = {
          ...{ request: messages({ waits: true }), connections: 64 },
          ground: 'queue' as const,
        };
        await stand.load(full, { ...turns, pace: { kind: 'closed', connections: 64 } });
        const begun = performance.now();
        const count = await fillStored(full.databaseUrl, isTiny ? 2_000 : planned);
        findings.figure('messages stored before', '', [count]);
        findings.figure('storing them took', 's', [(performance.now() - begun) / 1_000]);
        const loops = [empty, full].map((deployment) => ({ deployment, ...turns }));
        const [few = none, many = none] = await runInTurn(stand, loops);
        tellGrowth(
          stand,
          { what: 'turns, nothing stored before', runs: few },
          { what: 'turns, so many stored before', runs: many },
        );
      }),
    ),
};
