import { setTimeout as delay } from 'node:timers/promises';
import type { FaultOrderInput } from '../armed/fault-orders.js';
import { arm, failing } from '../kit/arm.js';
import type { Member } from '../kit/member.js';
import type { Blow, FaultKind, Target } from './blow.js';
import type { Site } from './site.js';

const apis = ['api-1', 'api-2'] as const;
const workers = ['worker-1', 'worker-2', 'worker-3'] as const;
const all = [...apis, ...workers] as const;

function memberOf({ cluster }: Site, target: Target): Member {
  const member = cluster.members.find(({ name }) => name === target);
  if (member === undefined) throw new Error(`There is no process ${target}.`);
  return member;
}

/** Ends a process; the supervisor of the run starts it again. */
function ends(signal: 'SIGKILL' | 'SIGTERM'): FaultKind['strike'] {
  return async (site, { target, holdMs }) => {
    await memberOf(site, target).end(signal);
    await delay(holdMs);
  };
}

/** Stops a process and wakes it again, as a host that hangs or a laptop that sleeps. */
const freezes: FaultKind['strike'] = async (site, { target, holdMs }) => {
  const member = memberOf(site, target);
  member.signal('SIGSTOP');
  await delay(holdMs);
  member.signal('SIGCONT');
};

/** Gives the fault points of a process new orders for a while. */
function orders(compose: (seed: number) => readonly FaultOrderInput[]): FaultKind['strike'] {
  return async (site, { target, holdMs, seed }) => {
    const member = memberOf(site, target);
    arm(site.folder, member, compose(seed));
    await delay(holdMs);
    arm(site.folder, member, []);
  };
}

const fails = (share: number): FaultKind['strike'] => orders((seed) => failing(share, seed));

const dawdles = orders((seed) => [
  { point: '*', when: 'before', fault: 'delay', ms: 300, chance: 0.2, seed },
]);

/** A new version: one process after another, each up before the next goes. */
const rolls = async ({ cluster }: Site, _blow: Blow): Promise<void> => {
  for (const member of cluster.members) {
    if (!member.isUp) continue;
    await member.end('SIGTERM');
    await member.start().catch(() => undefined);
  }
};

/** What happens to processes. Leases of 10 s run out in the longest of the freezes. */
export const processFaults: readonly FaultKind[] = [
  { kind: 'api-killed', targets: apis, weight: 6, holds: [0, 1_500], strike: ends('SIGKILL') },
  { kind: 'api-terminated', targets: apis, weight: 4, holds: [0, 500], strike: ends('SIGTERM') },
  { kind: 'api-frozen', targets: apis, weight: 4, holds: [1_000, 6_000], strike: freezes },
  {
    kind: 'worker-killed',
    targets: workers,
    weight: 9,
    holds: [0, 1_500],
    strike: ends('SIGKILL'),
  },
  {
    ...{ kind: 'worker-terminated', targets: workers, weight: 7, holds: [0, 500] },
    strike: ends('SIGTERM'),
  },
  { kind: 'worker-frozen', targets: workers, weight: 8, holds: [12_000, 16_000], strike: freezes },
  { kind: 'worker-hiccups', targets: workers, weight: 4, holds: [500, 4_000], strike: freezes },
  { kind: 'calls-fail-2%', targets: all, weight: 7, holds: [3_000, 8_000], strike: fails(0.02) },
  { kind: 'calls-fail-10%', targets: all, weight: 7, holds: [2_000, 5_000], strike: fails(0.1) },
  { kind: 'calls-dawdle', targets: all, weight: 4, holds: [2_000, 5_000], strike: dawdles },
  { kind: 'rolling-restart', targets: ['everybody'], weight: 1, holds: [0, 0], strike: rolls },
];
