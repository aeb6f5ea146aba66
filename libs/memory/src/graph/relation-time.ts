import type { Statement } from '#platform';
import { heldWithin, wasEntityAway } from '../recall/past-facts.js';
import { endsOf, type Ends } from '../recall/time-span.js';
import type { RecallQuery } from '../recall/recall-query.js';

/**
 * Which relations count: those that hold now, all as they are at present, or those of a time in the past, as
 * they were then.
 */
type Mode = 'current' | 'all' | 'past';

/** How a statement is written in one mode. */
export interface TimedSql {
  /** The relations `r` that satisfy the condition, as they count. */
  readonly relations: (condition: string) => string;
  /** Whether the entity `m` counts. */
  readonly isEntityIn: string;
  /** Whether the entity `m` was known at all: the one that is asked for by name is told whatever its time. */
  readonly isEntityKnown: string;
  /** The facts of the entity `m`, one a line. */
  readonly content: string;
}

/** One statement for each mode; the two ends of the time are the parameters from `first` on. */
export function inEachMode(
  name: string,
  first: number,
  text: (sql: TimedSql) => string,
): Readonly<Record<Mode, Statement>> {
  const [from, to] = [`$${String(first)}::timestamptz`, `$${String(first + 1)}::timestamptz`];
  const written: Record<Mode, TimedSql> = {
    current: { ...present, relations: (where) => `${rows} where ${where} and ${holdsNow('r')}` },
    all: {
      ...present,
      relations: (where) => `${rows} where ${where} and ${stands('r')}`,
      isEntityIn: 'true',
    },
    past: pastSql(from, to),
  };
  const inMode = (mode: Mode): Statement => ({
    name: `${name}-${mode}`,
    text: text(written[mode]),
  });
  return { current: inMode('current'), all: inMode('all'), past: inMode('past') };
}

/** The mode that a time asks for, and what its statement takes last. */
export function modeOf(at: RecallQuery['at']): { readonly mode: Mode; readonly ends: Ends | [] } {
  if (at === 'all') return { mode: 'all', ends: [] };
  const ends = endsOf(at);
  return ends === undefined ? { mode: 'current', ends: [] } : { mode: 'past', ends };
}

/** What was taken back counts at no time: neither now nor in what is told of the past. */
const stands = (row: string): string => `${row}.state = 'current'`;

/** Whether a row stands, and its validity includes this moment. */
export const holdsNow = (row: string): string => `
  ${stands(row)} and (${row}.valid_from is null or ${row}.valid_from <= clock_timestamp())
  and (${row}.valid_to is null or ${row}.valid_to > clock_timestamp())`;

const state = (row: string): string =>
  `${row}.strength, ${row}.confidence, ${row}.bidirectional, ${row}.valid_from, ${row}.valid_to`;

const rows = `select r.id, r.from_id, r.to_id, r.type, ${state('r')} from memory_relations r`;

const present: Omit<TimedSql, 'relations'> = {
  isEntityIn: holdsNow('m'),
  isEntityKnown: 'true',
  content: 'm.content',
};

const heldThen = (row: string, from: string, to: string): string => `
  (${row}.valid_from is null or ${row}.valid_from <= ${to})
  and (${row}.valid_to is null or ${row}.valid_to > ${from})`;

/**
 * Of each relation the last version that was known within the time and held within it. Indexes
 * memory_relation_versions_pk and memory_observations_of.
 */
function pastSql(from: string, to: string): TimedSql {
  const isKnown = `m.created_at <= ${to} and not ${wasEntityAway(from, to)}`;
  return {
    relations: (condition) => `
      select r.id, r.from_id, r.to_id, r.type, ${state('then_')}
      from memory_relations r cross join lateral (
        select * from (
          select r.version, ${state('r')}, coalesce(r.changed_at, r.created_at) as known_from,
            null::timestamptz as known_to
          union all
          select v.version, ${state('v')}, v.known_from, v.known_to
          from memory_relation_versions v where v.relation_id = r.id) s
        where s.known_from <= ${to} and (s.known_to is null or s.known_to > ${from})
          and ${heldThen('s', from, to)}
        order by s.version desc limit 1) then_
      where ${condition} and ${stands('r')}`,
    isEntityIn: `${isKnown} and ${heldThen('m', from, to)}`,
    isEntityKnown: isKnown,
    content: `
      (select coalesce(string_agg(o.content, E'\\n' order by o.id), '')
        from memory_observations o
        where o.entity_id = m.id and ${heldWithin(from, to)})`,
  };
}
