import type { Statement, Tx } from '#platform';

const countAgents: Statement = {
  name: 'metrics.count-agents',
  text: `select kind, count(*)::int as count from agents where status <> 'removed' group by kind`,
};

/** Reads every message: asked for seldom, and the less often the longer it takes. */
const countMessages: Statement = {
  name: 'metrics.count-messages',
  text: `
    select capability, status, count(*)::int as count,
      coalesce(sum(extract(epoch from settled_at - accepted_at)), 0)::float8 as seconds
    from messages group by capability, status`,
};

/** Reads every entity, as seldom as messages are counted. */
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
  /** `null`: replies, and messages to an agent by its name. */
  readonly capability: string | null;
  readonly status: string;
  readonly count: number;
  /** From acceptance to the end, summed. */
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
