import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stand } from '../stand/stand.js';
import { runClosed, type ClosedRuns } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { messages, type Scenario } from './scenario.js';

/** Each agent with a capability of its own; messages go to all of them in turn. */
export const manyAgents: Scenario = {
  name: 'agents',
  title: '1,000 agents with a capability each, beside 1',
  modes: ['scale-out'],
  async measure(stand) {
    const many = stand.plan.isTiny ? 20 : 1_000;
    const few = await measureAgents(stand, 1);
    const runs = await measureAgents(stand, many);
    tellGrowth(
      stand,
      { what: 'turns of 1 agent', runs: few },
      { what: `turns of ${many} agents`, runs },
    );
  },
};

async function measureAgents(stand: Stand, count: number): Promise<ClosedRuns> {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-bench-agents-'));
  try {
    writeFileSync(join(folder, 'agents.mjs'), agentsModule(count));
    return await stand.with({ agents: folder }, (deployment) => {
      const request = messages({ capability: 'work-{c}', waits: true, conversations: count });
      const spread = { ...request, body: request.body?.replace('bench-{c}', 'bench-{n}') ?? '' };
      return runClosed(stand, deployment, { request: spread, connections: 64, ground: 'queue' });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function agentsModule(count: number): string {
  const agent = (n: number): string =>
    `export const a${n} = { name: 'Agent${n}', capabilities: ['work-${n}'], handle };`;
  const handle = 'const handle = ({ message }) => ({ n: message.content.n });';
  return [handle, ...Array.from({ length: count }, (_, n) => agent(n))].join('\n');
}
