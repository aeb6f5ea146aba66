import { Gauge, type Registry } from 'prom-client';
import { keepMost } from './keep-most.js';
import type { Backlog, Standing } from './standing.repository.js';

/** What a worker on the roll may be, also where none is. */
const states = ['running', 'stopping', 'lost'] as const;

/** How things stand in the database that all processes share. */
export function addStanding(registry: Registry, standing: Standing): void {
  addBacklog(registry, standing.backlog);
  const gauge = gaugesOf(registry);
  gauge('caxton_dead_letters', 'Messages that failed for good and that nobody has discarded.').set(
    standing.deadLetters,
  );
  gauge('caxton_database_size_bytes', 'What the database takes on its disk.').set(
    standing.databaseBytes,
  );
  const help = 'Workers on the roll. Lost: without a heartbeat for 15 seconds.';
  const workers = gauge('caxton_workers', help, 'state');
  for (const state of states) workers.set({ state }, 0);
  for (const { status: state, count } of standing.workers) workers.set({ state }, count);
}

function addBacklog(registry: Registry, backlog: readonly Backlog[]): void {
  const gauge = gaugesOf(registry);
  const waiting = gauge(
    'caxton_mailbox_backlog',
    'Messages that wait for their turn or are in one, by the capability of the first of their mailbox.',
    'capability',
  );
  const oldest = gauge(
    'caxton_mailbox_oldest_age_seconds',
    'Since when the oldest of them waits whose agent runs.',
    'capability',
  );
  for (const one of bound(backlog)) {
    waiting.set({ capability: one.capability }, one.waiting);
    oldest.set({ capability: one.capability }, one.oldest);
  }
}

/** The capabilities with the most mail, and all others as one, of which the oldest counts. */
export function bound(
  backlog: readonly Backlog[],
  most?: number,
): (Backlog & { readonly capability: string })[] {
  const named = backlog.map((one) => ({ ...one, capability: one.capability ?? 'none' }));
  return keepMost(
    named,
    ({ waiting }) => waiting,
    (a, b) => ({
      capability: a.capability,
      waiting: a.waiting + b.waiting,
      oldest: Math.max(a.oldest, b.oldest),
    }),
    most,
  );
}

type Gauges = (name: string, help: string, label?: string) => Gauge;

function gaugesOf(registry: Registry): Gauges {
  return (name, help, label) =>
    new Gauge({
      ...{ name, help, registers: [registry], aggregator: 'max' },
      labelNames: label === undefined ? [] : [label],
    });
}
