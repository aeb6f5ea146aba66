import { InvalidArgumentError, Option } from 'commander';

/** `--limit`, of lists. */
export const limitOption = (usual = 100): Option =>
  new Option('--limit <count>', 'how many at most').argParser(readCount).default(usual);

/** `--yes`, of what cannot be undone. */
export const yesOption = (): Option => new Option('-y, --yes', 'do not ask');

/** A whole number from 1 on. */
export function readCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}

const units: Readonly<Record<string, number>> = {
  ...{ ms: 1, s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3, w: 604_800e3 },
};

const durations = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;

/** A duration such as `30s` or `2m15s`, in milliseconds. */
export function readDuration(text: string): number {
  if (!durations.test(text)) {
    throw new InvalidArgumentError('It must be a duration such as 30s, 2m15s or 1h.');
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)];
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
}

const dates = /^\d{4}-\d\d-\d\d$/;

/** A moment as the API takes it, of a day (UTC), a time of day, or how long ago that was: `7d`. */
export function readMoment(text: string): string {
  if (durations.test(text)) return new Date(Date.now() - readDuration(text)).toISOString();
  const whole = dates.test(text) ? `${text}T00:00:00Z` : text;
  if (/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(whole) && !Number.isNaN(Date.parse(whole))) {
    return whole;
  }
  throw new InvalidArgumentError(
    'It must be a day (2026-11-26), a time (2026-11-26T12:00:00Z), or how long ago: 7d, 12h.',
  );
}

/** Names between commas. */
export const readNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
