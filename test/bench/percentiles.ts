/** How long something took, over many times. Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function latencyOf(samples: readonly number[]): Latency {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** How often something happened in a second. */
export function perSecond(count: number, milliseconds: number): number {
  return Math.round((count / milliseconds) * 1_000);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
