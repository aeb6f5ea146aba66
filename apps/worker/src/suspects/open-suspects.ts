import { createId } from '#platform';
import { SuspectSweep, type Company, type Doorbell } from '#messaging';
import type { Remit } from '../roll/remit.js';
import type { WorkerGround, WorkerOptions } from '../worker-ground.js';
import { forkSuspectProcess } from './fork-suspect-process.js';
import { SuspectLane } from './suspect-lane.js';
import { SuspectLanes } from './suspect-lanes.js';

/** Suspects that may run alone at the same time, each in a process of its own. */
const aloneLanes = 2;

/** A lease is renewed when a third of it is over; one of which half is over has lost its worker. */
const lateAfter = 0.5;

/** The lanes of a worker for suspects. No process runs before there is a suspect. */
export function openSuspects(
  ground: WorkerGround,
  options: WorkerOptions,
  parts: Pick<LaneParts, 'doorbell' | 'remit'>,
): SuspectLanes {
  const { env, platform } = ground;
  const sweep = new SuspectSweep(platform.database);
  const seats = options.concurrency ?? env.CAXTON_CONCURRENCY;
  const open = (company: Company, count: number): SuspectLane =>
    openLane(ground, options, { ...parts, sweep, company, seats: count });
  return new SuspectLanes({
    together: open('suspects', seats),
    alone: Array.from({ length: aloneLanes }, () => open('nobody', 1)),
    foresee: () => sweep.foresee(env.CAXTON_LEASE * lateAfter),
  });
}

/** A process that is killed blames its suspects: a busy machine alone must not come to that. */
const shortestSilenceMs = 5_000;

interface LaneParts {
  readonly doorbell: Doorbell;
  readonly remit: Pick<Remit, 'selection'>;
  readonly sweep: SuspectSweep;
  readonly company: Company;
  readonly seats: number;
}

function openLane(
  { env, platform }: WorkerGround,
  { ownPort, suspectEntry, capabilities }: WorkerOptions,
  { doorbell, remit, sweep, company, seats }: LaneParts,
): SuspectLane {
  const { databaseUrl, events, clock, log } = platform;
  const entry = suspectEntry ?? new URL('./suspect-process.js', import.meta.url);
  return new SuspectLane({
    start: () => forkSuspectProcess(entry),
    opening: (owner) => ({
      ...{ kind: 'open', databaseUrl, env, ownPort, capabilities },
      ...{ owner, seats, company },
    }),
    createOwner: () => createId('wrk'),
    seats,
    next: (most) => sweep.take(company, most, remit.selection),
    free: (owner) => sweep.freeHeldBy(owner),
    bell: doorbell,
    publish: (topic, event) => {
      events.publish(topic, event);
    },
    silenceMs: Math.max(env.CAXTON_LEASE, shortestSilenceMs),
    ...{ clock, log },
  });
}
