import { fillConversations } from './fill-conversations.js';
import { runClosed } from './closed.js';
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
        request: messages({ waits: true, conversations: count }),
        connections: 64,
        ground: 'queue' as const,
      });
      const few = await runClosed(stand, deployment, among(10));
      await fillConversations(deployment, many);
      const runs = await runClosed(stand, deployment, among(many));
      tellGrowth(
        stand,
        { what: 'turns in 10 conversations', runs: few },
        { what: `turns in ${many} conversations`, runs },
      );
    }),
};
