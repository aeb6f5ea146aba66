import type { Statement, Tx } from '#platform';

/**
 * Mail that waits for its turn or is in one, by the capability of the oldest message of its mailbox. What is
 * suspended waits for people, and what is a paused agent's waits for whoever resumes it: its age tells of
 * nothing that is wrong. Indexes mailboxes_ready and messages_waiting: as much as waits, not as there is.
 */
const readBacklog: Statement = {
  name: 'metrics.backlog',
  text: `
    select head.capability, sum(b.pending)::int as waiting,
      coalesce(max(extract(epoch from now() - head.accepted_at))
        filter (where a.status in ('running', 'draining')), 0)::float8 as oldest
    from mailboxes b
    join agents a on a.id = b.agent_id
    cross join lateral (
      select m.capability, m.accepted_at from messages m
      where m.mailbox_id = b.id and m.mailbox_seq is not null and m.status = 'delivered'
      order by m.mailbox_seq limit 1) head
    where b.pending > 0 and (b.parked_at is null or b.not_before <> 'infinity')
    group by head.capability`,
};

/** Index messages_dead. */
const countDeadLetters: Statement = {
  name: 'metrics.dead-letters',
  text: `
    select count(*)::int as count from messages
    where status = 'failed' and mailbox_id is not null and discarded_at is null`,
};

/** As many rows as there are processes. */
const countWorkers: Statement = {
  name: 'metrics.workers',
  text: `
    select case when heartbeat_at < clock_timestamp() - interval '15 seconds' then 'lost'
      else status end as status, count(*)::int as count
    from workers group by 1`,
};

const measureDatabase: Statement = {
  name: 'metrics.database-size',
  text: `select pg_database_size(current_database())::float8 as bytes`,
};

/** Mail of one capability. */
export interface Backlog {
  /** `null`: replies, and messages to an agent by its name. */
  readonly capability: string | null;
  readonly waiting: number;
  /** Seconds since the oldest was accepted whose agent runs; 0 where there is none. */
  readonly oldest: number;
}

interface WorkerCount {
  readonly status: string;
  readonly count: number;
}

/** How things stand now, over all processes. */
export interface Standing {
  readonly backlog: readonly Backlog[];
  readonly deadLetters: number;
  readonly workers: readonly WorkerCount[];
  readonly databaseBytes: number;
}

export async function readStanding(tx: Tx): Promise<Standing> {
  const [dead] = await tx.rows<{ count: number }>(countDeadLetters);
  const [size] = await tx.rows<{ bytes: number }>(measureDatabase);
  return {
    backlog: await tx.rows<Backlog & Record<string, unknown>>(readBacklog),
    deadLetters: dead?.count ?? 0,
    workers: await tx.rows<WorkerCount & Record<string, unknown>>(countWorkers),
    databaseBytes: size?.bytes ?? 0,
  };
}
