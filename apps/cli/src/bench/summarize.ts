/** Half, 95 and 99 of a hundred took no longer, and the longest of all, in milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** What a load run measured. */
export interface BenchFigures {
  readonly messages: number;
  readonly failed: number;
  readonly seconds: number;
  /** Answered messages in a second. */
  readonly per_second: number;
  /** From sending to the reply; null when none came. */
  readonly latency_ms: Spread | null;
  /** What of that the agent worked, if the replies tell it. */
  readonly turn_ms: Spread | null;
  /** How often each code failed. */
  readonly failures: Readonly<Record<string, number>>;
}

/** What became of one message: how long its reply took, or why there is none. */
export type Outcome = { readonly ms: number; readonly turnMs?: number } | { readonly code: string };

/** The figures of a run that took so long. */
export function summarize(outcomes: readonly Outcome[], elapsedMs: number): BenchFigures {
  const answered = outcomes.flatMap((one) => ('ms' in one ? [one] : []));
  const codes = outcomes.flatMap((one) => ('code' in one ? [one.code] : []));
  const failures: Record<string, number> = {};
  for (const code of codes) failures[code] = (failures[code] ?? 0) + 1;
  return {
    messages: outcomes.length,
    failed: codes.length,
    seconds: round(elapsedMs / 1_000),
    per_second: elapsedMs === 0 ? 0 : round((answered.length / elapsedMs) * 1_000),
    latency_ms: spreadOf(answered.map(({ ms }) => ms)),
    turn_ms: spreadOf(answered.flatMap(({ turnMs }) => turnMs ?? [])),
    failures,
  };
}

function spreadOf(times: readonly number[]): Spread | null {
  if (times.length === 0) return null;
  const sorted = [...times].sort((a, b) => a - b);
  return {
    ...{ p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95) },
    ...{ p99: percentile(sorted, 0.99), max: percentile(sorted, 1) },
  };
}

/** The least value that so large a share does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

const round = (value: number): number => Math.round(value * 10) / 10;
