import { setTimeout as pause } from 'node:timers/promises';

/** After each portion it rests so many times as long as that took: turns come first. */
const restFactor = 2;

/** A round leaves the rest to the next one. */
const mostPortions = 20;

/** Waits for so many milliseconds, or rejects at the signal. */
export type Rest = (milliseconds: number, stopping: AbortSignal) => Promise<void>;

const restABit: Rest = (milliseconds, stopping) =>
  pause(milliseconds, undefined, { signal: stopping });

/** Does portions until one says that nothing is left, resting between them. Ends at the signal. */
export async function inPortions(
  portion: () => Promise<boolean>,
  stopping: AbortSignal,
  rest: Rest = restABit,
): Promise<void> {
  for (let portions = 0; portions < mostPortions; portions += 1) {
    stopping.throwIfAborted();
    const begunAt = performance.now();
    if (!(await portion())) return;
    await rest((performance.now() - begunAt) * restFactor, stopping);
  }
}
