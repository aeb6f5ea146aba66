import type { Statement, Tx } from '#platform';
import { dueAt } from '../mailbox/due.js';
import { Snapshot } from './snapshot.js';

/** So long back it is counted what agents settle. */
const countedMs = 10_000;

/**
 * Agents with mail: how much of it, in how many mailboxes it could begin at once, and what they settled
 * of late. Index mailboxes_busy (its size is that of the backlog, not of the history), then the
 * end of index messages_figures, 500 entries at most per agent and capability. A row without an agent when there is none.
 */
const readBusyAgents: Statement = {
  name: 'admission.busy-agents',
  text: `
    with busy as (
      select agent_id, sum(pending)::int as pending,
        (count(*) filter (where lease_until = '-infinity' and ${dueAt('w')} <= now()))::int as ready
      from mailboxes w where pending > 0 group by agent_id)
    select pg_current_snapshot()::text as snapshot, b.agent_id, a.workspace_id, b.pending,
      case when a.status in ('running', 'draining') then b.ready else 0 end as ready,
      array(select capability from agent_capabilities c where c.agent_id = b.agent_id) as capabilities,
      coalesce(of_capabilities.per_second, 0) + of_none.per_second as per_second
    from (select) always
    left join (busy b join agents a on a.id = b.agent_id) on true
    cross join lateral (
      select sum(one.per_second) as per_second from agent_capabilities c
      cross join lateral (
        select case when count(*) < 500 then count(*) / ($1::float8 / 1000)
          else 500 / greatest(extract(epoch from now() - min(settled_at)), 0.001) end::float8
          as per_second
        from (
          select settled_at from messages m
          where m.agent_id = b.agent_id and m.capability = c.capability
            and m.settled_at is not null and m.settled_at > now() - $1::int * interval '1 ms'
          order by m.settled_at desc limit 500) recent) one
      where c.agent_id = b.agent_id) of_capabilities
    cross join lateral (
      select (count(*) / ($1::float8 / 1000))::float8 as per_second
      from (
        select from messages m
        where m.agent_id = b.agent_id and m.capability is null
          and m.settled_at is not null and m.settled_at > now() - $1::int * interval '1 ms'
        limit 500) recent) of_none`,
};

/** Whether mail waits in the mailbox of an agent in a conversation; unique index mailboxes_of. */
const findMail: Statement = {
  name: 'admission.find-mail',
  text: `
    select 1 from mailboxes
    where agent_id = any ($1::text[]) and conversation_id = $2 and pending > 0 limit 1`,
};

/** An agent that has mail. */
export interface BusyAgent {
  readonly agentId: string;
  readonly workspace: string;
  readonly capabilities: readonly string[];
  /** Messages that wait or are being answered. */
  readonly pending: number;
  /** Mailboxes whose head could begin now, if there were a worker for it; none of a paused agent. */
  readonly ready: number;
  /** Messages settled per second, of late. */
  readonly perSecond: number;
}

/** The backlog of one moment, and what had been committed by then. */
export interface BusyReading {
  readonly busy: readonly BusyAgent[];
  readonly snapshot: Snapshot;
}

interface BusyRow {
  readonly snapshot: string;
  readonly agent_id: string | null;
  readonly workspace_id: string;
  readonly pending: number;
  readonly ready: number;
  readonly capabilities: string[];
  readonly per_second: number;
}

/** All agents of all workspaces that have mail. */
export async function readBusy(tx: Tx): Promise<BusyReading> {
  const rows = await tx.rows<BusyRow & Record<string, unknown>>(readBusyAgents, [countedMs]);
  return { busy: rows.flatMap(toBusyAgent), snapshot: new Snapshot(rows[0]?.snapshot ?? '') };
}

function toBusyAgent(row: BusyRow): BusyAgent[] {
  if (row.agent_id === null) return [];
  return [
    {
      agentId: row.agent_id,
      workspace: row.workspace_id,
      capabilities: row.capabilities,
      pending: row.pending,
      ready: row.ready,
      perSecond: row.per_second,
    },
  ];
}

/** Whether any of the agents has mail in the conversation: a new message then stands behind that. */
export async function hasMail(
  tx: Tx,
  agentIds: readonly string[],
  conversationId: string,
): Promise<boolean> {
  return (await tx.rows(findMail, [agentIds, conversationId])).length > 0;
}
