/** Random numbers from 0 to 1 that a seed decides (mulberry32): a run can be had again. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * When requests of people who do not know of each other arrive (a Poisson process): milliseconds since the begin, in
 * order, without an end.
 */
export function* poissonArrivals(perSecond: number, seed: number): Generator<number, never> {
  const random = randomOf(seed);
  for (let at = 0; ;) {
    at -= (Math.log(1 - random()) / perSecond) * 1_000;
    yield at;
  }
}
