import type { Statement, Tx } from '#platform';

const countAgents: Statement = {
  name: 'metrics.count-agents',
  text: `select kind, count(*)::int as count from agents where status <> 'removed' group by kind`,
};

const told = 'capability, accepted, requeued, completed, failed, expired, cancelled, response_ms';

/**
 * From what usage has added up, and what it has not yet: of a message nothing is read but its tally, and no figure
 * falls when a conversation is deleted. Index usage_sums_pk, a range per workspace.
 */
const countMessages: Statement = {
  name: 'metrics.count-messages',
  text: `
    with told as (
      select u.* from workspaces w cross join lateral (
        select ${told} from usage_sums
        where workspace_id = w.id and span = 'ever' and at = '-infinity') u
      union all select ${told} from tallies),
    summed as (
      select nullif(capability, '') as capability, sum(accepted + requeued) as delivered,
        sum(completed) as completed, sum(failed) as failed, sum(expired) as expired,
        sum(cancelled) as cancelled, sum(response_ms) as response_ms
      from told group by capability)
    select s.capability, e.status, e.count::float8 as count, e.ms::float8 / 1000 as seconds
    from summed s cross join lateral (values
      ('delivered', delivered - completed - failed - expired - cancelled, 0),
      ('completed', completed, response_ms), ('failed', failed, 0), ('expired', expired, 0),
      ('cancelled', cancelled, 0)) as e (status, count, ms)
    where e.count > 0`,
};

/** Reads every entity: asked for seldom, and the less often the longer it takes. */
const countMemories: Statement = {
  name: 'metrics.count-memories',
  text: `
    select split_part(place, ':', 1) as scope, count(*)::int as count from memory_entities
    where state = 'current' group by 1`,
};

/** Index mailboxes_parked. */
const countWaiting: Statement = {
  name: 'metrics.count-waiting',
  text: `
    select count(*)::int as count from mailboxes
    where parked_at is not null and not_before = 'infinity'`,
};

/** Messages of one capability in one state. */
export interface MessageFigure {
  /** `null`: messages to an agent by its name. */
  readonly capability: string | null;
  readonly status: string;
  readonly count: number;
  /** From acceptance to the answer, summed; of all that were answered, with those that completed. */
  readonly seconds: number;
}

export interface AgentFigure {
  readonly kind: string;
  readonly count: number;
}

export interface MemoryFigure {
  readonly scope: string;
  readonly count: number;
}

export async function readMemoryFigures(tx: Tx): Promise<MemoryFigure[]> {
  return tx.rows<MemoryFigure & Record<string, unknown>>(countMemories);
}

export async function readAgentFigures(tx: Tx): Promise<AgentFigure[]> {
  return tx.rows<AgentFigure & Record<string, unknown>>(countAgents);
}

export async function readMessageFigures(tx: Tx): Promise<MessageFigure[]> {
  return tx.rows<MessageFigure & Record<string, unknown>>(countMessages);
}

/** Messages whose turns are suspended. */
export async function countWaitingMessages(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(countWaiting);
  return row?.count ?? 0;
}
