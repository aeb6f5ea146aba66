import type { Depth } from './backlog-reading.js';
import type { Backlog } from './backlog-board.js';

/** How much may wait; 0 is no limit. */
export interface AdmissionLimits {
  /** On the whole server. */
  readonly server: number;
  /** At the providers of one capability, or at an agent that is named as receiver. */
  readonly capability: number;
}

/** What asks to be let in. */
export interface Arrival {
  /** Messages; several only for a broadcast. */
  readonly count: number;
  /** Until its deadline, in milliseconds; absent without one. */
  readonly timeLeftMs: number | undefined;
  /** By the monotonic clock. */
  readonly now: number;
}

/** Why something is not let in, and after how many seconds to ask again. */
export type Refusal =
  | {
      readonly kind: 'full';
      readonly where: 'server' | 'place';
      readonly limit: number;
      readonly backlog: number;
      readonly retryAfter: number;
    }
  | {
      readonly kind: 'late';
      readonly waitMs: number;
      readonly timeLeftMs: number;
      readonly backlog: number;
      readonly retryAfter: number;
    };

/** Clients are not told to stay away for longer, nor to come back sooner. Seconds. */
const longest = 60;
const shortest = 1;

/** A full place is worth another try when it is this far below its limit. */
const roomAfter = 0.1;

/** The rate of settling says what workers can do only after they had more than enough to do for so long. */
const sureAfterMs = 10_000;

/** The wait must exceed the time left by this factor: more workers may come. */
const margin = 2;

/** Whether work is let in: not beyond a limit, and not when it would surely miss its deadline. */
export function decideAdmission(
  arrival: Arrival,
  limits: AdmissionLimits,
  { server, place }: Backlog,
): Refusal | undefined {
  return (
    refuseFull('server', server, limits.server, arrival) ??
    refuseFull('place', place, limits.capability, arrival) ??
    refuseLate(place, arrival)
  );
}

function refuseFull(
  where: 'server' | 'place',
  { pending, perSecond }: Depth,
  limit: number,
  { count }: Arrival,
): Refusal | undefined {
  const excess = pending + count - limit;
  if (limit === 0 || excess <= 0) return undefined;
  const retryAfter = secondsFor(excess + limit * roomAfter, perSecond);
  return { kind: 'full', where, limit, backlog: pending, retryAfter };
}

/**
 * A message to a mailbox that is empty stands behind every mailbox that is ready, and each of those
 * takes a turn at least: their count over the rate is less than it will wait. Nothing is said of a
 * place that was not busy for long enough: its rate is that of its mail, not of its workers.
 */
function refuseLate(
  { pending, ready, perSecond, busySince }: Depth,
  { timeLeftMs, now }: Arrival,
): Refusal | undefined {
  if (timeLeftMs === undefined || busySince === undefined || perSecond <= 0) return undefined;
  if (now - busySince < sureAfterMs) return undefined;
  const waitMs = (ready / perSecond) * 1_000;
  if (waitMs < margin * timeLeftMs) return undefined;
  const retryAfter = within((waitMs - timeLeftMs) / 1_000);
  return { kind: 'late', waitMs, timeLeftMs, backlog: pending, retryAfter };
}

/** Nothing was settled of late: nobody knows when there will be room. */
function secondsFor(messages: number, perSecond: number): number {
  return perSecond > 0 ? within(messages / perSecond) : longest;
}

function within(seconds: number): number {
  return Math.min(longest, Math.max(shortest, Math.ceil(seconds)));
}
