/** What the progress watchdog sees. */
export interface Progress {
  /** How long the oldest ready mail has waited that bells ring for (not suspects), by Postgres. */
  readonly oldestReadyMs: number;
  /** How long this process has heard no bell. */
  readonly quietMs: number;
  readonly freeSlots: number;
}

/** Mail waits, this process could take it, and its bells are silent, for so long. */
const patienceMs = 30_000;
/** A second wedge within so long means that new connections do not help. */
const relapseMs = 300_000;

/** Whether the bells of this process are wedged (reliability §2.3). A ping would not show it. */
export function isWedged({ oldestReadyMs, quietMs, freeSlots }: Progress): boolean {
  return oldestReadyMs > patienceMs && quietMs > patienceMs && freeSlots > 0;
}

/** New connections the first time; the process when that was in vain. Times are monotonic. */
export function cureFor(now: number, lastWedgeAt: number | undefined): 'reopen' | 'exit' {
  return lastWedgeAt !== undefined && now - lastWedgeAt < relapseMs ? 'exit' : 'reopen';
}
