import { runClosed } from './closed.js';
import { contentOf, type Scenario } from './scenario.js';

const size = 500;

/** One request, one transaction, a conversation for each message. */
export const batch: Scenario = {
  name: 'batch',
  title: 'Batches of 500 messages, accepted durably while their turns run',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const said = Array.from({ length: size }, (_, index) => {
        const conversation = `"conversation_id":"batch-{n}-${index}"`;
        return `{"capability":"noop",${conversation},"content":${contentOf(String(index))}}`;
      });
      const body = `{"messages":[${said.join(',')}]}`;
      const request = { method: 'POST', path: '/api/v1/messages/batch', body } as const;
      const runs = await runClosed(stand, deployment, {
        ...{ request, connections: 2, ground: 'rows', body: contentOf('1') },
      });
      const { findings } = stand;
      const accepted = runs.measured.map(({ perSecond }) => perSecond * size);
      const rows = { name: 'rows inserted durably, 50 a transaction', values: runs.ground };
      findings.figure('messages accepted in batches, 2 clients', '1/s', accepted, [rows]);
      const p50 = runs.measured.map((one) => one.p50);
      findings.figure('a batch of 500, p50', 'ms', p50);
      const turns = runs.measured.map(({ turnsPerSecond }) => turnsPerSecond);
      findings.figure('turns meanwhile', '1/s', turns);
    }),
};
