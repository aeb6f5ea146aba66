import { endDescendants } from './leftovers.js';

/** How long what hangs is given to notice that its processes are gone. */
const graceMs = 30_000;

interface Deadline {
  readonly minutes: number;
  /** Processes that are to live on. */
  readonly keeps: ReadonlySet<number>;
}

/**
 * Measures, and whatever happens leaves no process of it. Thrown what went wrong; also when it takes longer than it may: its
 * processes are killed, so that what waits for them fails.
 */
export async function withinTime(
  measure: () => Promise<void>,
  { minutes, keeps }: Deadline,
): Promise<void> {
  const timers: NodeJS.Timeout[] = [];
  const after = (ms: number): Promise<'late'> =>
    new Promise((resolve) => timers.push(setTimeout(resolve, ms, 'late')));
  const measured = measure();
  try {
    if ((await Promise.race([measured, after(minutes * 60_000)])) !== 'late') return;
    endDescendants(keeps);
    await Promise.race([measured.catch(() => undefined), after(graceMs)]);
    throw new Error(`It was ended, since it took longer than ${minutes} minutes.`);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    endDescendants(keeps);
  }
}
