import { otherValue } from '#signals';

/** What is told of one capability. */
interface OfCapability {
  readonly capability: string;
}

/** Capabilities that are told apart. */
const mostCapabilities = 100;

/**
 * The largest ones, each by itself, and all others as one: a flood of capabilities becomes no flood of series.
 * @param add what two are together
 */
export function keepMost<One extends OfCapability>(
  all: readonly One[],
  sizeOf: (one: One) => number,
  add: (a: One, b: One) => One,
  most = mostCapabilities,
): One[] {
  const sorted = [...all].sort((a, b) => sizeOf(b) - sizeOf(a));
  const [first, ...others] = sorted.slice(most);
  if (first === undefined) return sorted;
  return [...sorted.slice(0, most), { ...others.reduce(add, first), capability: otherValue }];
}
