import { z } from 'zod';

/** Milliseconds in each unit a duration may be written in. */
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const whole = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/;
const part = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/g;

const written = z
  .string()
  // Each check ends the checking: the next would look at a long text again and again.
  .max(32, { abort: true })
  .regex(whole, { error: 'must be a duration such as 30s, 2m15s or 24h', abort: true });
const told = { description: 'A duration such as 30s, 2m15s or 24h.', examples: ['30s'] };

/** Durations are written as people say them: `30s`, `2m15s`, `1.5h`, `24h`. At most 366 days. */
export const durationText = written
  .refine((text) => parseDuration(text) <= 366 * 86_400_000, 'must be at most 366 days')
  .meta(told);

/** A duration whose field has a bound of its own, which whoever reads it names. */
export const boundedElsewhere = written.meta(told);

/** A duration in milliseconds. Expects text that `durationText` accepts. */
export function parseDuration(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(part)) {
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  }
  return Math.round(total);
}

/** How long something has been up: `5s`, `2m15s`, `1h23m`, `3d4h` (quick start, sections 2 and 13). */
export function formatUptime(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) return `${String(seconds)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)}m${String(seconds % 60)}s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${String(hours)}h${String(minutes % 60)}m`;
  return `${String(Math.floor(hours / 24))}d${String(hours % 24)}h`;
}

/** A setting as people write it: `250ms`, `30s`, `2m`, `1h30m`. */
export function formatSpan(milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds));
  const parts = Object.entries(units)
    .sort(([, a], [, b]) => b - a)
    .map(([unit, size]) => {
      const amount = Math.floor(left / size);
      left -= amount * size;
      return amount === 0 ? '' : `${String(amount)}${unit}`;
    });
  return parts.join('') || '0s';
}

/** How long an answer took: `0.4s`, `2.3s`, then as an uptime from one minute on. */
export function formatResponseTime(milliseconds: number): string {
  if (milliseconds >= 60_000) return formatUptime(milliseconds);
  const seconds = Math.max(0, milliseconds) / 1_000;
  const digits = seconds > 0 && seconds < 0.1 ? 3 : 1;
  return `${seconds.toFixed(digits)}s`;
}
