import type { Statement, Tx } from '#platform';
import { isParked, quietMs } from '../mailbox/due.js';
import type { Lease } from '../mailbox/turn.js';
import type { MailedMailbox } from '../new-message.js';

/**
 * Held → parked, behind the fence. The attempt is given back, because the next claim goes on with it.
 * A mailbox is looked at by no sweep before it is due by itself; one that only people wake never is.
 */
const park: Statement = {
  name: 'suspension.park',
  text: `
    update mailboxes b set
      lease_until = '-infinity', lease_token = null, not_before = 'infinity',
      wake_at = coalesce(clock_timestamp() + $4::float8 * interval '1 ms', 'infinity'),
      rung_at = coalesce(
        clock_timestamp() + ($4::float8 - ${String(quietMs)}) * interval '1 ms', 'infinity'),
      parked_at = clock_timestamp(),
      attempts = greatest(0, b.attempts - 1)
    from (select attempts, started_at from mailboxes where id = $1) was
    where b.id = $1 and b.lease_epoch = $2 and b.lease_token = $3
    returning was.attempts, was.started_at`,
};

/** What the message is to remember of its turn while nobody works on it. */
const keepTurn: Statement = {
  name: 'suspension.keep-turn',
  text: `
    update messages set attempts = $3, started_at = coalesce($4, started_at), agent_version = $5
    where workspace_id = $1 and id = $2 and status = 'delivered'`,
};

/** Parked → due at once. What is held or not parked any more needs no waking. */
const wake: Statement = {
  name: 'suspension.wake',
  text: `
    update mailboxes b set wake_at = clock_timestamp(), parked_at = null, rung_at = clock_timestamp()
    where b.id = $1 and ${isParked('b')}
    returning b.id, (
      select m.capability from messages m where m.mailbox_id = b.id and m.status = 'delivered'
      order by m.mailbox_seq limit 1) as capability`,
};

/**
 * A worker that knows nothing of suspended turns ended the head of a parked mailbox: what waits behind it
 * is to be looked at again. Index mailboxes_parked.
 */
const release: Statement = {
  name: 'suspension.release-left',
  text: `
    update mailboxes set wake_at = null, parked_at = null, rung_at = '-infinity'
    where parked_at is not null and not_before < 'infinity'
    returning id`,
};

export interface ParkedRow extends Record<string, unknown> {
  readonly attempts: number;
  readonly started_at: Date | null;
}

/** Nothing: the lease was lost. */
export async function parkMailbox(
  tx: Tx,
  { mailboxId, epoch, token }: Lease,
  wakeInMs: number | undefined,
): Promise<ParkedRow | undefined> {
  const [row] = await tx.rows<ParkedRow>(park, [mailboxId, epoch, token, wakeInMs ?? null]);
  return row;
}

export async function keepSuspendedTurn(
  tx: Tx,
  messageId: string,
  { attempts, started_at: startedAt }: ParkedRow,
  agentVersion: number,
): Promise<void> {
  const values = [tx.caller.workspace, messageId, attempts, startedAt, agentVersion];
  await tx.rows(keepTurn, values);
}

/** Gives where to ring after the commit. The conversation is locked (append order). */
export async function wakeMailbox(tx: Tx, mailboxId: string): Promise<MailedMailbox[]> {
  const rows = await tx.rows<{ id: string; capability: string | null }>(wake, [mailboxId]);
  return rows.map(({ id, capability }) => ({
    mailboxId: id,
    capability: capability ?? undefined,
  }));
}

/** Gives how many mailboxes were still marked as parked whose head had ended. */
export async function releaseLeftParked(tx: Tx): Promise<number> {
  return (await tx.rows(release)).length;
}
