import type { Statement, Tx } from '#platform';
import { counts, dimensions, summed } from '../counts.js';
import type { Figures } from './figures.js';
import { wholeSpans } from './whole-spans.js';

/** By what usage can be told apart: the column that is grouped by, and how a value of it is told. */
const groupings = {
  agent: ['r.agent_id', 'a.name'],
  version: ['r.agent_version', 'g.version::text'],
  capability: ['r.capability', 'g.capability'],
  sender: ['r.sent_by', 'g.sender'],
  model: ['r.model', 'g.model'],
  day: [`date_trunc('day', r.at, 'UTC')`, `to_char(g.day at time zone 'UTC', 'YYYY-MM-DD')`],
  hour: [
    `date_trunc('hour', r.at, 'UTC')`,
    `to_char(g.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`,
  ],
} as const;
export type Grouping = keyof typeof groupings;

/** From when to when, whole hours; what of it is told, and how it is told apart. */
export interface UsageTerms {
  readonly from: Date;
  readonly to: Date;
  readonly by: readonly Grouping[];
  /** Only of these agents, by id. Absent: of all, and of none. */
  readonly agents?: readonly string[] | undefined;
  readonly capabilities?: readonly string[] | undefined;
  readonly sender?: string | undefined;
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

export interface UsageGroup extends Figures {
  /** In the order of `by`. */
  readonly key: readonly string[];
}

const columns = ['at', ...dimensions, ...counts].join(', ');
const own = 'where workspace_id = $1 and span =';

/** Days of each agent, or of all of them together. */
type Days = 'usage_sums' | 'usage_totals';

/**
 * Whole days and weeks are read as such: a month of a thousand agents is thirty thousand rows, not a million. Where
 * agents are not told apart, days of all of them together are.
 */
const rowsOf = (days: Days): string => `
  select ${columns} from usage_totals ${own} 'week' and at >= $6 and at < $7
  union all
  select ${columns} from ${days} ${own} 'day' and at >= $4 and at < $6
  union all
  select ${columns} from ${days} ${own} 'day' and at >= $7 and at < $5
  union all
  select ${columns} from usage_sums ${own} 'hour' and at >= $2 and at < $4
  union all
  select ${columns} from usage_sums ${own} 'hour' and at >= $5 and at < $3
  union all
  select ${columns} from tallies where workspace_id = $1 and at >= $2 and at < $3`;

const selection = `
  ($8::text[] is null or r.agent_id = any ($8)) and ($9::text[] is null or r.capability = any ($9))
  and ($10::text is null or r.sent_by = $10)`;

/**
 * Indexes usage_sums_pk and usage_totals_pk: ranges of hours, days and weeks. Names and keys are made of groups, not of rows: that halves the time.
 * Two agents that had a name one after the other are told as one.
 */
function usageBy(by: readonly Grouping[], days: Days): Statement {
  const raw = by.map((each) => `${groupings[each][0]} as ${each}`).join(', ');
  const told = by.map((each) => `coalesce(${groupings[each][1]}, '')`).join(', ');
  const agents = by.includes('agent') ? 'left join agents a on a.id = g.agent' : '';
  return {
    name: `usage.by-${days}-${by.join('-')}`,
    text: `
      select key, ${summed} from (
        select array[${told}]::text[] as key, g.* from (
          select ${raw}, ${summed} from (${rowsOf(days)}) r where ${selection}
          group by ${by.map((_, index) => String(index + 1)).join(', ')}) g ${agents}) k
      where $11::text[] is null or key > $11 group by key order by key limit $12`,
  };
}

export async function readUsage(tx: Tx, terms: UsageTerms): Promise<UsageGroup[]> {
  const { from, to, by, agents, capabilities, sender, after, limit } = terms;
  const isOfAll = agents === undefined && !by.includes('agent') && !by.includes('version');
  const { days, weeks } = wholeSpans({ from, to, by, isOfAll }, new Date());
  const statement = usageBy(by, isOfAll ? 'usage_totals' : 'usage_sums');
  return tx.rows<UsageGroup & Record<string, unknown>>(statement, [
    ...[tx.caller.workspace, from, to, days.from, days.to, weeks.from, weeks.to],
    ...[agents ?? null, capabilities ?? null, sender ?? null, after ?? null, limit],
  ]);
}
