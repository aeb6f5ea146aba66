import type { RecallQuery } from './recall-query.js';

/** The two ends of a span of time as Postgres takes them; each may lie at infinity. */
export type Ends = readonly [from: string, to: string];

/** The time that a query asks for; nothing for what holds now, and for all that ever held. */
export function endsOf(at: RecallQuery['at']): Ends | undefined {
  if (typeof at !== 'object') return undefined;
  if ('asOf' in at) return [at.asOf, at.asOf];
  return [at.from ?? '-infinity', at.to ?? 'infinity'];
}
