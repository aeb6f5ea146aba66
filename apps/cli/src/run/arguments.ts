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

const units: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 60e3, h: 3_600e3 };

/** A duration such as `30s` or `2m15s`, in milliseconds. */
export function readDuration(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) {
    throw new InvalidArgumentError('It must be a duration such as 30s, 2m15s or 1h.');
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
}

/** Names between commas. */
export const readNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
