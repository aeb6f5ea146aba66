import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stand } from '../stand/stand.js';
import { none, runInTurn, type ClosedOn } from './closed.js';
import { tellGrowth } from './compare-sizes.js';
import { messages, type Scenario } from './scenario.js';

/** Each agent with a capability of its own; messages go to all of them in turn. */
export const manyAgents: Scenario = {
  name: 'agents',
  title: '1,000 agents with a capability each, beside 1',
  modes: ['scale-out'],
  async measure(stand) {
    const many = stand.plan.isTiny ? 20 : 1_000;
    await withAgents(stand, 1, (one) =>
      withAgents(stand, many, async (all) => {
        const [few = none, runs = none] = await runInTurn(stand, [one, all]);
        tellGrowth(
          stand,
          { what: 'turns of 1 agent', runs: few },
          { what: `turns of ${many} agents`, runs },
        );
      }),
    );
  },
};

/** Messages to so many agents, on a server that has no others. */
async function withAgents(
  stand: Stand,
  count: number,
  measure: (loop: ClosedOn) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-bench-agents-'));
  try {
    writeFileSync(join(folder, 'agents.mjs'), agentsModule(count));
    const sent = messages({ capability: 'work-{c}', waits: true, conversations: count });
    const request = { ...sent, body: sent.body?.replace('bench-{c}', 'bench-{n}') ?? '' };
    await stand.with({ agents: folder }, (deployment) =>
      measure({ deployment, request, connections: 64, ground: 'queue' }),
    );
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
