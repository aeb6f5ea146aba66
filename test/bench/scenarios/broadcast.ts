import { runClosed, tellTurns } from './closed.js';
import { messages, type Scenario } from './scenario.js';

/** One message to ten agents: ten mailboxes, ten turns, ten replies in one conversation. */
export const broadcast: Scenario = {
  name: 'broadcast',
  title: 'Broadcast to 10 agents: each has a turn and answers',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const more = '"routing_strategy":"broadcast",';
      const request = messages({ capability: 'everybody', waits: true, more });
      const runs = await runClosed(stand, deployment, { request, connections: 8, ground: 'queue' });
      tellTurns(stand, 'broadcasts to 10, 8 clients', runs);
      const turns = runs.measured.map(({ turnsPerSecond }) => turnsPerSecond);
      stand.findings.figure('turns of them', '1/s', turns);
    }),
};
