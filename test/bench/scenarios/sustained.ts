import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { messages, type Scenario } from './scenario.js';

const looks = 30;

/** One long stretch at saturation: whether it stays as fast, as small and as right as it began. */
export const sustained: Scenario = {
  name: 'sustained',
  title: 'Sustained load: turns for minutes (--minutes), memory over time',
  modes: ['scale-out'],
  measure: (stand) => stand.with({}, (deployment) => endure(stand, deployment)),
};

async function endure(stand: Stand, deployment: Deployment): Promise<void> {
  const { findings, plan, mode } = stand;
  const seconds = plan.minutes * 60;
  const memory: [number, number][] = [];
  const turns: [number, number][] = [];
  const begun = performance.now();
  let last = { at: 0, turns: 0 };
  const look = async (): Promise<void> => {
    const at = (performance.now() - begun) / 1_000;
    const done = await deployment.turns();
    memory.push([at, deployment.residentMegabytes()]);
    turns.push([at, (done - last.turns) / (at - last.at)]);
    last = { at, turns: done };
  };
  const looking = setInterval(() => void look().catch(() => undefined), (seconds * 1_000) / looks);
  const pace = { kind: 'closed', connections: 64 } as const;
  const order = { request: messages({ waits: true, conversations: 10_000 }), pace, seconds };
  const measured = await stand.load(deployment, order).finally(() => {
    clearInterval(looking);
  });
  findings.figure(`turns over ${Math.round(seconds)} s`, '1/s', [measured.perSecond]);
  findings.figure('p99', 'ms', [measured.p99]);
  findings.figure('errors', '', [measured.report.failed + measured.report.refused]);
  findings.figure('memory, last third to middle third', '×', [growthOf(memory)]);
  findings.cost('a turn', [measured.costs]);
  tellPlots(stand, mode, { memory, turns });
}

type Points = readonly (readonly [number, number])[];

/** The middle third is the base: the first one still fills caches and heaps. */
function growthOf(points: Points): number {
  const third = Math.floor(points.length / 3);
  const mean = (from: number, to: number): number =>
    points.slice(from, to).reduce((sum, [, y]) => sum + y, 0) / Math.max(1, to - from);
  return third === 0 ? 1 : mean(2 * third, 3 * third) / mean(third, 2 * third);
}

function tellPlots(
  { findings }: Stand,
  mode: string,
  { memory, turns }: { memory: Points; turns: Points },
): void {
  const x = 'seconds';
  findings.plot({
    ...{
      name: `sustained-memory-${mode}`,
      title: `Resident memory under sustained load (${mode})`,
    },
    ...{ x, y: 'megabytes', isLog: false, series: [{ name: 'our processes', points: memory }] },
  });
  findings.plot({
    ...{ name: `sustained-turns-${mode}`, title: `Turns a second under sustained load (${mode})` },
    ...{ x, y: 'turns a second', isLog: false, series: [{ name: 'turns', points: turns }] },
  });
}
