import type { Standing } from '#platform';

/** How somebody stands with one limit. */
export interface NamedStanding extends Standing {
  /** What is limited: `key`, `user`, `workspace`, `address`. */
  readonly name: string;
}

/**
 * `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10 tell each limit; `X-RateLimit-*`
 * tell old clients of the one that ends first. `now`: wall time in milliseconds.
 */
export function rateHeaders(
  standings: readonly NamedStanding[],
  now: number,
): Record<string, string> {
  const [tightest] = [...standings].sort(byTightness);
  if (tightest === undefined) return {};
  return {
    'ratelimit-policy': standings.map(policyOf).join(', '),
    ratelimit: standings.map(standingOf).join(', '),
    'x-ratelimit-limit': String(tightest.quota),
    'x-ratelimit-remaining': String(tightest.remaining),
    'x-ratelimit-reset': String(Math.ceil((now + tightest.resetMs) / 1_000)),
  };
}

/** Whole seconds until the subject may go on. */
export function secondsOf({ resetMs }: Standing): number {
  return Math.max(1, Math.ceil(resetMs / 1_000));
}

function byTightness(one: Standing, other: Standing): number {
  const exceeded = Number(other.isExceeded) - Number(one.isExceeded);
  if (exceeded !== 0) return exceeded;
  return one.isExceeded ? other.resetMs - one.resetMs : one.remaining - other.remaining;
}

function policyOf({ name, quota, window }: NamedStanding): string {
  return `"${name}";q=${String(quota)};w=${String(window)}`;
}

function standingOf(standing: NamedStanding): string {
  return `"${standing.name}";r=${String(standing.remaining)};t=${String(secondsOf(standing))}`;
}
