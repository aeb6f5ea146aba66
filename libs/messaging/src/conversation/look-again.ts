import type { LiveChannel } from './announce.js';

/** Announcements may be lost: Postgres is looked at this often anyway. */
const usualMs = 1_000;
const soonestMs = 50;

/** Those who look again do so on a common beat, so that they share a statement (SharedLooks). */
const beatMs = 50;

/**
 * When to look again for what may have gone unheard, in milliseconds. While no announcements arrive,
 * after half as long again as was waited: a reply is late by a half at most, and a long wait is cheap.
 */
export function lookAgainMs({ isWhole = true }: LiveChannel, waitedMs: number): number {
  if (isWhole) return usualMs;
  return Math.min(usualMs, Math.max(soonestMs, waitedMs / 2));
}

/** How long to sleep from `now` on, so as to look on the beat that follows in `milliseconds`. */
export function untilBeat(now: number, milliseconds: number): number {
  return Math.ceil((now + milliseconds) / beatMs) * beatMs - now;
}
