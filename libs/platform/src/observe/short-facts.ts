import { pino } from 'pino';

/** A text that says what happened fits; a stack of twenty calls does, too. */
const longest = 4_000;

/** Lists and objects of facts are looked into so far. */
const deepest = 4;

/** Texts of a log line at a bearable length: what agents throw and models say may be megabytes long. */
export function shortFacts(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? shorten(value) : (value as unknown),
    ]),
  );
}

/** An error with its causes as pino tells it, each of its texts at a bearable length. */
export function shortError(error: unknown): unknown {
  return error instanceof Error ? shortenIn(pino.stdSerializers.err(error), 0) : error;
}

function shortenIn(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shorten(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((one) => shortenIn(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 50)
      .map(([name, one]) => [name, shortenIn(one, depth + 1)]),
  );
}

function shorten(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}… (${String(text.length)} characters)`;
}
