import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { everyMode, messages, type Scenario } from './scenario.js';

/** What an operator waits for after a stop, and what the processes weigh. */
export const start: Scenario = {
  name: 'start',
  title: 'Start on existing data, until the API answers; resident memory',
  modes: everyMode,
  async measure(stand) {
    const { findings } = stand;
    await stand.with({}, async (deployment) => {
      await work(stand, deployment);
      const starts = await stand.runs(async () => {
        const seconds = await deployment.restart();
        const rest = deployment.residentMegabytes();
        await work(stand, deployment);
        return { seconds, rest, busy: deployment.residentMegabytes() };
      });
      const seconds = starts.map((one) => one.seconds);
      findings.figure('start on existing data, all processes', 's', seconds);
      const rest = starts.map((one) => one.rest);
      findings.figure('resident memory after the start', 'MB', rest);
      const busy = starts.map((one) => one.busy);
      findings.figure('resident memory after turns at saturation', 'MB', busy);
    });
  },
};

let firstNumber = 0;

async function work(stand: Stand, deployment: Deployment): Promise<void> {
  const pace = { kind: 'closed', connections: 64 } as const;
  const request = messages({ waits: true });
  const { report } = await stand.load(deployment, { request, pace, firstNumber });
  firstNumber = report.nextNumber;
}
