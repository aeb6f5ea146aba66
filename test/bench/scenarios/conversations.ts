import { fillConversations } from './fill-conversations.js';
import { none, runInTurn } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { messages, type Scenario } from './scenario.js';

/** What a message costs must not depend on how many conversations there are. */
export const conversations: Scenario = {
  name: 'conversations',
  title: '10,000 conversations, beside 10',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const many = stand.plan.isTiny ? 100 : 10_000;
      const among = (count: number) => ({
        deployment,
        request: messages({ waits: true, conversations: count }),
        connections: 64,
        ground: 'queue' as const,
      });
      await fillConversations(deployment, many);
      const loops = [among(10), among(many)];
      const [few = none, runs = none] = await runInTurn(stand, loops);
      tellGrowth(
        stand,
        { what: 'turns in 10 conversations', runs: few },
        { what: `turns in ${many} conversations`, runs },
      );
    }),
};
