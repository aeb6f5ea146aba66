import type { Statement, Tx } from '#platform';
import { noFigures, type ProviderFigures } from './provider-figures.js';

/**
 * The end of index messages_figures, 200 messages at most, for each agent and capability: the work is
 * bounded however long the history is. Cancelled messages say nothing of the agent.
 */
const readHistory: Statement = {
  name: 'agents.figures-history',
  text: `
    select p.agent_id, p.capability, h.* from unnest($1::text[], $2::text[])
      as p(agent_id, capability)
    cross join lateral (
      select
        (count(*) filter (where status = 'completed'))::int as succeeded,
        (count(*) filter (where status in ('failed', 'expired')))::int as failed,
        coalesce(extract(epoch from avg(settled_at - accepted_at)
          filter (where status in ('completed', 'failed'))) * 1000, 0)::float8 as response_ms,
        coalesce(extract(epoch from avg(settled_at - started_at)
          filter (where status in ('completed', 'failed'))) * 1000, 0)::float8 as turn_ms,
        max(settled_at) as last_used
      from (
        select status, accepted_at, started_at, settled_at from messages m
        where m.agent_id = p.agent_id and m.capability = p.capability and m.settled_at is not null
        order by m.settled_at desc limit 200) recent) h
    where h.last_used is not null`,
};

/** Mailboxes with mail, a thousand per agent at most; index mailboxes_busy. */
const readPending: Statement = {
  name: 'agents.figures-pending',
  text: `
    select a.agent_id, sum(b.pending)::int as pending from unnest($1::text[]) as a(agent_id)
    cross join lateral (
      select pending from mailboxes where agent_id = a.agent_id and pending > 0 limit 1000) b
    group by a.agent_id`,
};

/** An agent and one of its capabilities. */
export interface Provision {
  readonly agentId: string;
  readonly capability: string;
}

/** By `keyOf`; every provision that was asked for is there. */
export async function readFigures(
  tx: Tx,
  provisions: readonly Provision[],
): Promise<Map<string, ProviderFigures>> {
  const agents = provisions.map(({ agentId }) => agentId);
  const history = await tx.rows<HistoryRow>(readHistory, [
    agents,
    provisions.map(({ capability }) => capability),
  ]);
  const waiting = await tx.rows<{ agent_id: string; pending: number }>(readPending, [
    [...new Set(agents)],
  ]);
  const pendingOf = new Map(waiting.map(({ agent_id, pending }) => [agent_id, pending]));
  const historyOf = new Map(
    history.map((row) => [keyOf({ agentId: row.agent_id, capability: row.capability }), row]),
  );
  return new Map(
    provisions.map((provision) => {
      const key = keyOf(provision);
      const pending = pendingOf.get(provision.agentId) ?? 0;
      return [key, { ...noFigures, ...readRow(historyOf.get(key)), pending }];
    }),
  );
}

export function keyOf({ agentId, capability }: Provision): string {
  return `${agentId} ${capability}`;
}

interface HistoryRow extends Record<string, unknown> {
  readonly agent_id: string;
  readonly capability: string;
  readonly succeeded: number;
  readonly failed: number;
  readonly response_ms: number;
  readonly turn_ms: number;
  readonly last_used: Date;
}

function readRow(row: HistoryRow | undefined): Partial<ProviderFigures> {
  if (row === undefined) return {};
  const { succeeded, failed, response_ms, turn_ms, last_used } = row;
  return { succeeded, failed, responseMs: response_ms, turnMs: turn_ms, lastUsed: last_used };
}
