import type { Deployment } from '../stand/deployment.js';
import { MemoryWatch, tellMemory } from '../stand/memory-watch.js';
import type { Stand } from '../stand/stand.js';
import type { Points } from '../statistics/trend.js';
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
  const before = [await stand.ground('queue')];
  const memory = new MemoryWatch(deployment);
  const turns = watchTurns(deployment, (seconds * 1_000) / looks);
  const pace = { kind: 'closed', connections: 64 } as const;
  const order = { request: messages({ waits: true, conversations: 10_000 }), pace, seconds };
  const measured = await stand.load(deployment, order).finally(() => {
    turns.stop();
    memory.stop();
  });
  const { report } = measured;
  findings.figure(
    'turns, sustained',
    '1/s',
    [measured.perSecond],
    [{ name: 'BullMQ jobs, added and processed', values: before }],
  );
  findings.figure('lasted', 's', [report.seconds]);
  findings.figure('p50', 'ms', [measured.p50]);
  findings.figure('p99', 'ms', [measured.p99]);
  findings.figure('errors', '', [report.failed + report.refused]);
  findings.cost('a turn', [measured.costs]);
  tellMemory(findings, memory.points, {
    name: `sustained-memory-${mode}`,
    title: `Resident memory under sustained load (${mode})`,
  });
  findings.plot({
    ...{ name: `sustained-turns-${mode}`, title: `Turns a second under sustained load (${mode})` },
    ...{ x: 'seconds', y: 'turns a second', isLog: false },
    series: [{ name: 'turns', points: turns.points }],
  });
}

/** Turns a second over time, as the workers count them. */
function watchTurns(
  deployment: Deployment,
  everyMs: number,
): { readonly points: Points; readonly stop: () => void } {
  const points: [number, number][] = [];
  const begun = performance.now();
  let last = { at: 0, turns: 0 };
  const look = async (): Promise<void> => {
    const at = (performance.now() - begun) / 1_000;
    const turns = await deployment.turns();
    points.push([at, (turns - last.turns) / (at - last.at)]);
    last = { at, turns };
  };
  const looking = setInterval(() => void look().catch(() => undefined), everyMs);
  return {
    points,
    stop: () => {
      clearInterval(looking);
    },
  };
}
