import type { Lane } from './queue-names.js';

/** Wake whoever works on this mailbox. */
export interface Ring {
  /** Where it waits when nobody can answer at once: that of its capability. */
  readonly lane: Lane;
  readonly mailboxId: string;
}

/**
 * What a bell says on the wire: a mailbox, and those that were rung for in the same moment; of those that
 * arrive, also where each waits when nobody can answer. A worker of an earlier version hears the first of
 * them at least; the sweeper finds the others.
 */
export interface BellData {
  readonly m: string;
  readonly also?: readonly string[];
  readonly lanes?: readonly Lane[];
}

/**
 * Mailboxes in one bell. They go to one worker, so there are few enough that a burst is shared by several.
 * In bursts of sixteen, Redis spends a third to a quarter of what sixteen bells cost it (ADR-0026).
 */
const most = 8;

/** Bells for these mailboxes, as few and as even as may be. */
export function writeBells(mailboxIds: readonly string[]): BellData[] {
  return inParts(mailboxIds).map(writeBell);
}

/** The same for mail that arrives. */
export function writeArrivals(rings: readonly Ring[]): BellData[] {
  return inParts(rings).map((part) => ({
    ...writeBell(part.map(({ mailboxId }) => mailboxId)),
    lanes: part.map(({ lane }) => lane),
  }));
}

/**
 * The mailboxes of a bell, each with the lane where it waits: `heardIn` unless the bell says otherwise. None
 * when it is of a kind that is not known here.
 */
export function readBell(bell: unknown, heardIn: Lane): readonly Ring[] {
  const { m, also = [], lanes = [] } = (bell ?? {}) as Readonly<Record<string, unknown>>;
  const mailboxIds: unknown[] = [m].concat(also);
  const named: unknown[] = [].concat(lanes as never);
  if (![...mailboxIds, ...named].every((one) => typeof one === 'string')) return [];
  return (mailboxIds as string[]).map((mailboxId, index) => ({
    mailboxId,
    lane: (named as Lane[])[index] ?? heardIn,
  }));
}

function writeBell([m = '', ...also]: readonly string[]): BellData {
  return also.length === 0 ? { m } : { m, also };
}

function inParts<T>(all: readonly T[]): T[][] {
  const parts = Math.ceil(all.length / most);
  return Array.from({ length: parts }, (_, n) => all.filter((_one, index) => index % parts === n));
}
