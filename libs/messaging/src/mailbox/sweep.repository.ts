import type { Statement, Tx } from '#platform';
import type { MailedMailbox } from '../new-message.js';
import { companyOf } from './company.js';
import { dueAt } from './due.js';
import { notAside, type Found } from './set-aside.js';
import type { Company } from './turn.js';

/**
 * What the sweeper asks of all mailboxes. Everything here is level-triggered: it looks at what is,
 * not at what was said, so it repairs lost bells, crashed workers and sleeping retries alike.
 */

/** The capability of the head; index messages_waiting. */
const headCapability = `(
  select m.capability from messages m
  where m.mailbox_id = b.id and m.status = 'delivered' order by m.mailbox_seq limit 1)`;

/** Whether the worker that asks may take the mail. The head is read only when some may not be. */
const selected = `
  ($3::text[] is null or coalesce(${headCapability} = any($3::text[]), true))
  and ($4::text[] is null or coalesce(${headCapability} <> all($4::text[]), true))`;

/**
 * Free, due, not rung for a second; index mailboxes_ready. Marks them rung. One that has come due since it was
 * last rung was postponed or suspended: nobody was to ring for it. One that was woken came due as it was rung.
 */
const takeDue: Statement = {
  name: 'sweep.take-due',
  text: `
    with due as (
      select b.id, b.rung_at, ${dueAt('b')} > b.rung_at + interval '100 ms' as has_come_due
      from mailboxes b join agents a on a.id = b.agent_id
      where b.pending > 0 and b.rung_at < clock_timestamp() - $1::int * interval '1 ms'
        and b.lease_until = '-infinity' and ${dueAt('b')} <= clock_timestamp()
        and not b.suspect and a.status in ('running', 'draining') and ${selected}
      order by b.rung_at limit $2
      for update of b skip locked)
    update mailboxes b set rung_at = clock_timestamp()
    from due where b.id = due.id
    returning b.id, ${headCapability} as capability, due.rung_at = '-infinity' as unrung,
      due.has_come_due`,
};

/** Waiting with nobody at work, whenever it was rung for. */
const readWaiting: Statement = {
  name: 'sweep.waiting',
  text: `
    select b.id, ${headCapability} as capability from mailboxes b
    where b.id = any($1::bigint[]) and b.pending > 0 and b.lease_until = '-infinity'`,
};

/** Continues `with abandoned as (…),`: each is freed, and its head remembers the crash. */
const freeAndBlame = `
    freed as (
      update mailboxes b set
        lease_until = '-infinity', lease_token = null, lease_epoch = b.lease_epoch + 1,
        suspect = b.pending > 0, crashes = b.crashes + 1, rung_at = '-infinity'
      from abandoned where b.id = abandoned.id
      returning b.id, b.lease_owner as owner, b.crashes, b.attempts, b.started_at),
    blamed as (
      update messages m set attempts = f.attempts, crashes = f.crashes, started_at = f.started_at,
        history = coalesce(m.history, '[]') || jsonb_build_object(
          'kind', 'crashed', 'at', clock_timestamp(), 'attempt', f.attempts, 'by', f.owner)
      from freed f
      where m.mailbox_id = f.id and m.status = 'delivered' and m.mailbox_seq = (
        select min(w.mailbox_seq) from messages w
        where w.mailbox_id = f.id and w.status = 'delivered'))
    select id, owner, crashes from freed`;

/**
 * Held past its time → free, and a suspect: the process that held it died or hangs. The new epoch
 * and the missing token shut out whoever it was. Index mailboxes_held.
 */
const freeAbandoned: Statement = {
  name: 'sweep.free-abandoned',
  text: `
    with abandoned as (
      select id from mailboxes
      where lease_until > '-infinity' and lease_until < clock_timestamp()
      order by id limit $1 for update skip locked), ${freeAndBlame}`,
};

/** As above at once, for a process that is known to be dead; index mailboxes_held. */
const freeHeldBy: Statement = {
  name: 'sweep.free-held-by',
  text: `
    with abandoned as (
      select id from mailboxes
      where lease_until > '-infinity' and lease_owner = $1
      order by id for update), ${freeAndBlame}`,
};

/** The lease that has not been renewed for longest; index mailboxes_held. */
const lateLease: Statement = {
  name: 'sweep.late-lease',
  text: `
    select (extract(epoch from lease_until - clock_timestamp()) * 1000)::float8 as in_ms
    from mailboxes
    where lease_until > '-infinity'
      and lease_until < clock_timestamp() + $1::int * interval '1 ms'
    order by lease_until limit 1`,
};

/** Suspects wait for a process that runs them in their own company; index mailboxes_ready. */
const takeSuspects: Statement = {
  name: 'sweep.take-suspects',
  text: `
    with due as (
      select b.id from mailboxes b join agents a on a.id = b.agent_id
      where b.pending > 0 and ${companyOf('b')} = $5 and b.lease_until = '-infinity'
        and ${dueAt('b')} <= clock_timestamp()
        and b.rung_at < clock_timestamp() - $1::int * interval '1 ms'
        and a.status in ('running', 'draining') and ${selected}
      order by b.rung_at limit $2
      for update of b skip locked)
    update mailboxes b set rung_at = clock_timestamp()
    from due where b.id = due.id
    returning b.id`,
};

/** Nobody wants the answer any more; index messages_deadline. */
const findExpired: Statement = {
  name: 'sweep.find-expired',
  text: `
    select m.workspace_id, m.id, m.conversation_id from messages m
    where m.status = 'delivered' and m.mailbox_id is not null and m.reply_by < clock_timestamp()
      and ${notAside('m', '$2')}
    order by m.reply_by limit $1`,
};

/** Waiting mail of agents that were removed by force; index mailboxes_busy. */
const findOrphans: Statement = {
  name: 'sweep.find-orphans',
  text: `
    select m.workspace_id, m.id, m.conversation_id from agents a
    join mailboxes b on b.agent_id = a.id and b.pending > 0
    join messages m on m.mailbox_id = b.id and m.status = 'delivered'
    where a.status = 'removed' and ${notAside('m', '$2')}
    order by m.mailbox_id, m.mailbox_seq limit $1`,
};

/**
 * The oldest wait of mail that bells ring for, for the watchdog. Suspects have none, and they wait for processes
 * of their own: however long, it tells nothing of this one's bells.
 */
const readBacklog: Statement = {
  name: 'sweep.backlog',
  text: `
    select count(*)::int as ready,
      coalesce(max(extract(epoch from clock_timestamp() - greatest(${dueAt('b')}, m.accepted_at)))
        * 1000, 0)::float8 as oldest_ms
    from mailboxes b
    join agents a on a.id = b.agent_id and a.status in ('running', 'draining')
    cross join lateral (
      select accepted_at from messages
      where mailbox_id = b.id and status = 'delivered' order by mailbox_seq limit 1) m
    where b.pending > 0 and b.lease_until = '-infinity' and not b.suspect
      and ${dueAt('b')} <= clock_timestamp()`,
};

interface MailedRow {
  readonly id: string;
  readonly capability: string | null;
}

interface DueRow extends MailedRow {
  readonly unrung: boolean;
  readonly has_come_due: boolean;
}

/** Mail that is due for a turn. */
export interface DueMail extends MailedMailbox {
  /** Present when nobody has rung for it at all: bells of some process are silent. */
  readonly unrung?: true;
  /** Present when it has waited for its time, and no bell was to tell of it. */
  readonly hasComeDue?: true;
}

/** Which mail a worker takes, by the capability of the head. Mail that names none is everybody's. */
export interface MailSelection {
  /** @default all */
  readonly only?: readonly string[];
  /** @default none */
  readonly except?: readonly string[];
}

/** How many mailboxes, of those that were quiet for so long. */
interface SweepPage {
  readonly quietMs: number;
  readonly limit: number;
}

/** A message by its whole key, and where it is. */
export type FoundMessage = Found & Record<string, unknown>;

export async function takeDueMailboxes(
  tx: Tx,
  { quietMs, limit }: SweepPage,
  { only, except }: MailSelection,
): Promise<DueMail[]> {
  const values = [quietMs, limit, only ?? null, except ?? null];
  const rows = await tx.rows<DueRow & Record<string, unknown>>(takeDue, values);
  return rows.map(toDue);
}

export async function readWaitingMail(
  tx: Tx,
  mailboxIds: readonly string[],
): Promise<MailedMailbox[]> {
  const rows = await tx.rows<MailedRow & Record<string, unknown>>(readWaiting, [mailboxIds]);
  return rows.map(toMailed);
}

/** A mailbox that its holder left behind. */
export interface AbandonedMailbox {
  readonly id: string;
  readonly owner: string | null;
  /** Processes that died over its head, this one included. */
  readonly crashes: number;
}

type AbandonedRow = AbandonedMailbox & Record<string, unknown>;

export async function freeAbandonedMailboxes(tx: Tx, limit: number): Promise<AbandonedMailbox[]> {
  return tx.rows<AbandonedRow>(freeAbandoned, [limit]);
}

export async function freeMailboxesHeldBy(tx: Tx, owner: string): Promise<AbandonedMailbox[]> {
  return tx.rows<AbandonedRow>(freeHeldBy, [owner]);
}

export async function readLateLease(tx: Tx, withinMs: number): Promise<number | undefined> {
  const [row] = await tx.rows<{ in_ms: number }>(lateLease, [withinMs]);
  return row?.in_ms;
}

export async function takeSuspectMailboxes(
  tx: Tx,
  company: Company,
  { quietMs, limit }: SweepPage,
  { only, except }: MailSelection,
): Promise<string[]> {
  const values = [quietMs, limit, only ?? null, except ?? null, company];
  const rows = await tx.rows<{ id: string }>(takeSuspects, values);
  return rows.map(({ id }) => id);
}

export async function findExpiredMessages(
  tx: Tx,
  limit: number,
  aside: readonly string[],
): Promise<FoundMessage[]> {
  return tx.rows<FoundMessage>(findExpired, [limit, aside]);
}

export async function findOrphanedMessages(
  tx: Tx,
  limit: number,
  aside: readonly string[],
): Promise<FoundMessage[]> {
  return tx.rows<FoundMessage>(findOrphans, [limit, aside]);
}

export async function readReadyMail(tx: Tx): Promise<{ ready: number; oldestMs: number }> {
  const [row] = await tx.rows<{ ready: number; oldest_ms: number }>(readBacklog);
  return { ready: row?.ready ?? 0, oldestMs: row?.oldest_ms ?? 0 };
}

function toDue(row: DueRow): DueMail {
  if (row.unrung) return { ...toMailed(row), unrung: true };
  return { ...toMailed(row), ...(row.has_come_due ? { hasComeDue: true } : {}) };
}

function toMailed({ id, capability }: MailedRow): MailedMailbox {
  return { mailboxId: id, capability: capability ?? undefined };
}
