/** What a load run measured. */
export interface BenchFigures {
  readonly messages: number;
  readonly failed: number;
  readonly seconds: number;
  /** Answered messages in a second. */
  readonly per_second: number;
  /** From sending to the reply, in milliseconds. */
  readonly latency_ms: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
  /** How often each code failed. */
  readonly failures: Readonly<Record<string, number>>;
}

/** What became of one message: how long its reply took, or why there is none. */
export type Outcome = { readonly ms: number } | { readonly code: string };

/** The figures of a run that took so long. */
export function summarize(outcomes: readonly Outcome[], elapsedMs: number): BenchFigures {
  const times = outcomes.flatMap((one) => ('ms' in one ? [one.ms] : [])).sort((a, b) => a - b);
  const codes = outcomes.flatMap((one) => ('code' in one ? [one.code] : []));
  const failures: Record<string, number> = {};
  for (const code of codes) failures[code] = (failures[code] ?? 0) + 1;
  return {
    messages: outcomes.length,
    failed: codes.length,
    seconds: round(elapsedMs / 1_000),
    per_second: elapsedMs === 0 ? 0 : round((times.length / elapsedMs) * 1_000),
    latency_ms: {
      ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
      ...{ p99: percentile(times, 0.99), max: percentile(times, 1) },
    },
    failures,
  };
}

/** The least value that so large a share does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

const round = (value: number): number => Math.round(value * 10) / 10;
