import { runClosed, tellTurns } from './closed.js';
import { messages, type Scenario } from './scenario.js';

/** Five requests, five replies, and four turns that were suspended meanwhile and went on. */
export const chain: Scenario = {
  name: 'chain',
  title: 'A chain of 5 agents: each asks the next and answers what that said',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const request = messages({ capability: 'link-1', waits: true });
      const runs = await runClosed(stand, deployment, { request, connections: 8, ground: 'queue' });
      tellTurns(stand, 'chains of 5, 8 clients', runs);
    }),
};
