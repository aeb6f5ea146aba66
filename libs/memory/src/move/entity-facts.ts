import type { EntityRecord, FactRecord } from '#protocol';
import { normalize } from '../write/normalize.js';

/** The facts of a record; one that is only text is a fact without a history. */
export function factsOf({ observations }: EntityRecord): FactRecord[] {
  return observations.map((given) => (typeof given === 'string' ? { content: given } : given));
}

/** What makes two facts the same wherever they are, since ids may differ from server to server. */
export function meaningOf({ content, predicate }: FactRecord): string {
  return `${predicate ?? ''}\n${normalize(content)}`;
}

export function stateOf({ state }: FactRecord): NonNullable<FactRecord['state']> {
  return state ?? 'current';
}

/** The facts that hold, one a line. */
export function contentOf(facts: readonly FactRecord[]): string {
  return facts
    .filter((fact) => stateOf(fact) === 'current')
    .map(({ content }) => content)
    .join('\n');
}

/** Microseconds since 1970: Postgres keeps six digits, `Date` three. */
export function instantOf(text: string): number {
  const digits = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text) * 1_000 + Number(digits.padEnd(6, '0').slice(3, 6));
}

/** Whether an instant that was given is the one that is known. */
export function isSameInstant(
  given: string | null | undefined,
  known: string | null | undefined,
): boolean {
  if (given === undefined) return true;
  if (typeof given !== 'string' || typeof known !== 'string') return given === known;
  return instantOf(given) === instantOf(known);
}
