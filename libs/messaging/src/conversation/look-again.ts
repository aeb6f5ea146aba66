import type { LiveChannel } from './announce.js';

/** Announcements may be lost: Postgres is looked at this often anyway. */
const usualMs = 1_000;
const soonestMs = 50;

/**
 * When to look again for what may have gone unheard, in milliseconds. While no announcements arrive,
 * after half as long again as was waited: a reply is late by a half at most, and a long wait is cheap.
 */
export function lookAgainMs({ isWhole = true }: LiveChannel, waitedMs: number): number {
  if (isWhole) return usualMs;
  return Math.min(usualMs, Math.max(soonestMs, waitedMs / 2));
}
