const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** After the first attempt, as Standard Webhooks suggests: ten attempts over 75 hours and a half. */
const delays = [
  ...[5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour],
  ...[20 * hour, 24 * hour],
];

/** Only ever later: the last attempt is sure to come after three days. */
const jitter = 0.2;

/** Whoever asks for more patience is not waited for any longer. */
const longest = 24 * hour;

/**
 * How long to wait after so many failed attempts; nothing when there were enough. Never shorter than the
 * receiver asks for. `random` is in [0, 1).
 */
export function delayAfter(
  failed: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  const delay = delays[failed - 1];
  if (delay === undefined) return undefined;
  return Math.max(delay * (1 + jitter * random), Math.min(retryAfterMs ?? 0, longest));
}

/** Milliseconds that a `Retry-After` asks for, in seconds or as a date; nothing when it cannot be read. */
export function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * second;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
