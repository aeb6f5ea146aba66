import { createId, type Statement, type Tx } from '#platform';
import type { VersionSplit } from './choose-version.js';

const writeSplit: Statement = {
  name: 'agents.write-split',
  text: `
    update agents set split = $2::jsonb, updated_at = clock_timestamp() where id = $1
    returning split`,
};

/** Messages are stamped by the same clock. */
const readNow: Statement = {
  name: 'agents.split-now',
  text: `select clock_timestamp() as now`,
};

const readSplit: Statement = {
  name: 'agents.read-split',
  text: `
    select id, version_number, split from agents
    where workspace_id = $1 and name = $2 and status <> 'removed'`,
};

/**
 * What versions ended since a moment; index messages_figures, once for each capability of the agent and once for mail
 * that names none. Cancelled messages say nothing of a version.
 */
const readFigures: Statement = {
  name: 'agents.split-figures',
  text: `
    with done as (
      select m.agent_version, m.conversation_id, m.status, m.accepted_at, m.settled_at,
        m.tokens_in, m.tokens_out
      from (select distinct jsonb_array_elements_text(configuration -> 'capabilities') as capability
        from agent_versions where agent_id = $1 and number = any($2::int[])) c
      join messages m on m.agent_id = $1 and m.capability = c.capability and m.settled_at >= $3
      union all
      select m.agent_version, m.conversation_id, m.status, m.accepted_at, m.settled_at,
        m.tokens_in, m.tokens_out
      from messages m where m.agent_id = $1 and m.capability is null and m.settled_at >= $3)
    select agent_version as number,
      count(*)::int as requests,
      count(distinct conversation_id)::int as conversations,
      (count(*) filter (where status = 'completed'))::int as completed,
      (count(*) filter (where status in ('failed', 'expired')))::int as failed,
      coalesce(extract(epoch from avg(settled_at - accepted_at)
        filter (where status in ('completed', 'failed'))) * 1000, 0)::float8 as response_ms,
      coalesce(sum(tokens_in), 0)::float8 as tokens_in,
      coalesce(sum(tokens_out), 0)::float8 as tokens_out
    from done where agent_version = any($2::int[]) and status <> 'cancelled'
    group by agent_version`,
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

/** What a new split is known by, and from when on its figures count. */
export async function beginSplit(tx: Tx): Promise<Pick<VersionSplit, 'id' | 'started_at'>> {
  const [row] = await tx.rows<{ now: Date }>(readNow);
  return { id: createId('spl'), started_at: (row?.now ?? new Date()).toISOString() };
}

/** Begins, changes or (nothing) ends the split of an agent. */
export async function saveSplit(
  tx: Tx,
  agentId: string,
  split: VersionSplit | undefined,
): Promise<void> {
  const written = split === undefined ? null : JSON.stringify(split);
  await tx.rows(writeSplit, [agentId, written]);
}

/** An agent with its split; nothing when nobody has the name. */
export async function findSplit(
  tx: Tx,
  name: string,
): Promise<{ id: string; version_number: number; split: VersionSplit | null } | undefined> {
  const [row] = await tx.rows<{
    id: string;
    version_number: number;
    split: VersionSplit | null;
  }>(readSplit, [tx.caller.workspace, name]);
  return row;
}

/** By number; versions that did nothing are missing. */
export async function readSplitFigures(
  tx: Tx,
  agentId: string,
  { arms, started_at: startedAt }: VersionSplit,
): Promise<Map<number, VersionFigures>> {
  const numbers = arms.map(({ version }) => version);
  const rows = await tx.rows<{
    number: number;
    requests: number;
    conversations: number;
    completed: number;
    failed: number;
    response_ms: number;
    tokens_in: number;
    tokens_out: number;
  }>(readFigures, [agentId, numbers, startedAt]);
  return new Map(
    rows.map(({ number, response_ms, tokens_in, tokens_out, ...counts }) => [
      number,
      { ...counts, responseMs: response_ms, tokensIn: tokens_in, tokensOut: tokens_out },
    ]),
  );
}
