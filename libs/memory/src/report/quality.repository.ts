import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

const inSight = `m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])`;
const held = `${inSight} and m.state = 'current'`;

/** One spelling, as for facts that are written: letters of any script stay. */
const spelled = (text: string): string =>
  `trim(regexp_replace(lower(${text}), '[\\s_.-]+', ' ', 'g'))`;

const facts = `
  from memory_observations o join memory_entities m on m.id = o.entity_id
  where o.state = 'current' and ${held}`;

/** The same fact more than once, whatever it is filed under. */
const duplicates = `
  select name, place, content, (n - 1)::int as weight from (
    select min(m.name) as name, min(m.place) as place, min(o.content) as content, count(*) as n
    ${facts} group by ${spelled('o.content')}, o.predicate) g where n > 1`;

/** Names that differ in nothing but their spelling. */
const alikeNames = `
  select name, place, '' as content, (n - 1)::int as weight from (
    select min(m.name) as name, min(m.place) as place, count(*) as n
    from memory_entities m where ${held}
    group by m.place, ${spelled('m.name')}) g where n > 1`;

/** One question about one thing with more than one answer, also between a place and a wider one. */
const contradictions = `
  select name, place, content, 1 as weight from (
    select min(m.name) as name, min(m.place) as place,
      string_agg(o.content, ' / ' order by o.id) as content,
      count(distinct ${spelled('o.content')}) as n
    ${facts} and o.predicate is not null group by ${spelled('m.name')}, o.predicate) g where n > 1`;

/** What is past its time, or was neither written nor used for long. */
const stale = `
  select m.name, m.place, m.content, 1 as weight from memory_entities m
  where ${held} and (m.valid_to < clock_timestamp()
    or greatest(m.updated_at, (select max(u.used_at) from memory_uses u where u.entity_id = m.id))
      < clock_timestamp() - $3::int * interval '1 day')`;

/** What went into no answer, although there was time for it. */
const unused = `
  select m.name, m.place, m.content, 1 as weight from memory_entities m
  where ${held} and m.created_at < clock_timestamp() - $4::int * interval '1 day'
    and not exists (select from memory_uses u where u.entity_id = m.id)`;

/** What can be found by words only. */
const unembedded = `
  select m.name, m.place, m.content, 1 as weight from memory_entities m
  where ${held} and m.embedded_as is null`;

const doubtful = `
  select m.name, m.place, o.content, 1 as weight ${facts} and o.confidence < 0.5`;

const kinds = {
  duplicates,
  alike_names: alikeNames,
  contradictions,
  stale,
  unused,
  unembedded,
  doubtful,
} as const;

/** What may be wrong with a memory. */
export type FindingKind = keyof typeof kinds;

/** One kind of finding: how often, and some of it. */
export interface Finding {
  readonly kind: FindingKind;
  readonly count: number;
  readonly examples: readonly { name: string; place: Place; content: string }[];
}

/** Each takes the same four values, whichever of them it uses. */
const statements = Object.entries(kinds).map(([kind, text]) => ({
  kind: kind as FindingKind,
  statement: {
    name: `memory.quality-${kind}`,
    text: `
      select f.name, f.place, left(f.content, 300) as content,
        sum(f.weight) over ()::int as count
      from (${text}) f, (select $3::int, $4::int) used
      order by f.name, f.place limit $5`,
  } satisfies Statement,
}));

const countFacts: Statement = {
  name: 'memory.quality-facts',
  text: `
    select o.state, count(*)::int as count
    from memory_observations o join memory_entities m on m.id = o.entity_id
    where ${inSight} group by o.state`,
};

/** After how many days something counts as stale or unused. */
export interface QualityTerms {
  readonly staleDays: number;
  readonly unusedDays: number;
  /** Of each kind, at most. */
  readonly examples: number;
}

export async function findFindings(
  tx: Tx,
  places: readonly Place[],
  { staleDays, unusedDays, examples }: QualityTerms,
): Promise<Finding[]> {
  const values = [tx.caller.workspace, places, staleDays, unusedDays, examples];
  const findings: Finding[] = [];
  for (const { kind, statement } of statements) {
    const rows = await tx.rows<{ name: string; place: Place; content: string; count: number }>(
      statement,
      values,
    );
    findings.push({ kind, count: rows[0]?.count ?? 0, examples: rows });
  }
  return findings;
}

/** How many facts there are in each state. */
export async function countFactStates(
  tx: Tx,
  places: readonly Place[],
): Promise<Map<string, number>> {
  const rows = await tx.rows<{ state: string; count: number }>(countFacts, [
    tx.caller.workspace,
    places,
  ]);
  return new Map(rows.map(({ state, count }) => [state, count]));
}
