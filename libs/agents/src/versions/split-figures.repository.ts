import type { Statement, Tx } from '#platform';
import { averageResponseMs, nothing, plus, processed, readUsage, type Figures } from '#usage';
import type { VersionSplit } from './choose-version.js';

/** Conversations are counted in so many messages, the last ones. */
const lastMessages = 10_000;

/** Messages of an agent: index messages_figures, once for each capability of its versions and once for none. */
const ended = (columns: string, rest: string): string => `
  select ${columns}
  from (select distinct jsonb_array_elements_text(configuration -> 'capabilities') as capability
    from agent_versions where agent_id = $1 and number = any($2::int[])) c
  cross join lateral (
    select * from messages m where m.agent_id = $1 and m.capability = c.capability and ${rest}) m
  union all (
    select ${columns} from messages m where m.agent_id = $1 and m.capability is null and ${rest})`;

/** What versions ended between two moments of an hour. Cancelled messages say nothing of a version. */
const readBeginning: Statement = {
  name: 'agents.split-beginning',
  text: `
    select agent_version as number,
      (count(*) filter (where status = 'completed'))::int as completed,
      (count(*) filter (where status = 'failed'))::int as failed,
      (count(*) filter (where status = 'expired'))::int as expired,
      coalesce(sum(extract(epoch from settled_at - accepted_at) * 1000)
        filter (where status in ('completed', 'failed')), 0)::float8 as response_ms,
      sum(tokens_in)::float8 as tokens_in, sum(tokens_out)::float8 as tokens_out
    from (${ended(
      'm.agent_version, m.status, m.accepted_at, m.settled_at, m.tokens_in, m.tokens_out',
      'm.settled_at >= $3 and m.settled_at < $4',
    )}) m
    where agent_version = any($2::int[]) and status <> 'cancelled' group by agent_version`,
};

/** The end of the index: however long the split lasts. */
const countConversations: Statement = {
  name: 'agents.split-conversations',
  text: `
    select agent_version as number, count(distinct conversation_id)::int as conversations
    from (
      select * from (${ended(
        'm.agent_version, m.status, m.conversation_id, m.settled_at',
        'm.settled_at >= $3 order by m.settled_at desc limit $4',
      )}) m order by settled_at desc limit $4) m
    where agent_version = any($2::int[]) and status <> 'cancelled' group by agent_version`,
};

/** What a version did. */
export interface VersionFigures {
  readonly requests: number;
  readonly conversations: number;
  readonly completed: number;
  readonly failed: number;
  readonly responseMs: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** Of a version that has done nothing. */
export const nothingDone: VersionFigures = {
  ...{ requests: 0, conversations: 0, completed: 0, failed: 0 },
  ...{ responseMs: 0, tokensIn: 0, tokensOut: 0 },
};

const hourMs = 3_600_000;

/**
 * By number; versions that did nothing are missing. The hour in which it began is counted by its messages, the time from
 * the next one on is in the sums: what it costs to look does not grow with what was done.
 */
export async function readSplitFigures(
  tx: Tx,
  agentId: string,
  { arms, started_at: startedAt }: VersionSplit,
): Promise<Map<number, VersionFigures>> {
  const numbers = arms.map(({ version }) => version);
  const nextHour = new Date(Math.ceil(Date.parse(startedAt) / hourMs) * hourMs);
  const [beginning, since, conversations] = [
    await tx.rows<VersionRow>(readBeginning, [agentId, numbers, startedAt, nextHour]),
    await readSince(tx, agentId, nextHour),
    await tx.rows<{ number: number; conversations: number }>(countConversations, [
      ...[agentId, numbers, startedAt, lastMessages],
    ]),
  ];
  const talks = new Map(conversations.map((row) => [row.number, row.conversations]));
  return new Map(
    numbers.flatMap((number) => {
      const { number: _, ...first } = beginning.find((row) => row.number === number) ?? { number };
      const figures = plus({ ...nothing, ...first }, since.get(number) ?? nothing);
      return processed(figures) === 0
        ? []
        : [[number, toVersionFigures(figures, talks.get(number) ?? 0)] as const];
    }),
  );
}

interface VersionRow
  extends
    Record<string, unknown>,
    Pick<Figures, 'completed' | 'failed' | 'expired' | 'response_ms' | 'tokens_in' | 'tokens_out'> {
  readonly number: number;
}

/** Every version of the agent has a group of its own. */
const mostVersions = 100_000;

async function readSince(tx: Tx, agentId: string, from: Date): Promise<Map<number, Figures>> {
  const to = new Date(Math.ceil(Date.now() / hourMs) * hourMs);
  if (from >= to) return new Map();
  const terms = { from, to, by: ['version'], agents: [agentId], limit: mostVersions } as const;
  const groups = await readUsage(tx, terms);
  return new Map(groups.map(({ key: [version], ...figures }) => [Number(version), figures]));
}

function toVersionFigures(figures: Figures, conversations: number): VersionFigures {
  return {
    ...{ requests: processed(figures), conversations, completed: figures.completed },
    ...{ failed: figures.failed + figures.expired, responseMs: averageResponseMs(figures) },
    ...{ tokensIn: figures.tokens_in, tokensOut: figures.tokens_out },
  };
}
