import { Counter, Gauge, type Registry } from 'prom-client';
import type { RunningWorker } from '../../../worker/src/index.js';

/** What the worker of this process has done, as Prometheus text. */
export type WorkerFigures = ReturnType<RunningWorker['figures']>;

const totals: readonly (readonly [string, string, (figures: WorkerFigures) => number])[] = [
  ['caxton_worker_turns_total', 'Turns begun by this worker.', ({ turns }) => turns],
  [
    'caxton_worker_fenced_turns_total',
    'Turns aborted because their lease could not be kept.',
    ({ fenced }) => fenced,
  ],
  [
    'caxton_worker_lost_leases_total',
    'Commits that came after another worker took over; nothing was written.',
    ({ lostLeases }) => lostLeases,
  ],
  [
    'caxton_bell_wedge_total',
    'Times the bells fell silent while mail waited.',
    ({ wedges }) => wedges,
  ],
];

/** Adds what one worker has done since its start. */
export function addWorker(registry: Registry, figures: WorkerFigures): void {
  const registers = [registry];
  for (const [name, help, read] of totals)
    new Counter({ name, help, registers }).inc(read(figures));
  addWithheld(registry, figures);
  const running = { name: 'caxton_worker_turns_running', help: 'Turns that run now.', registers };
  new Gauge(running).set(figures.running);
}

function addWithheld(registry: Registry, { withheld }: WorkerFigures): void {
  const counter = new Counter({
    name: 'caxton_credentials_withheld_total',
    help: 'Credentials of this server in what agents said or wanted of tools, by kind; none was told.',
    labelNames: ['kind'],
    registers: [registry],
  });
  for (const [kind, count] of withheld) counter.inc({ kind }, count);
}
