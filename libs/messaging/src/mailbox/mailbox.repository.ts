import { chooseVersion, type VersionSplit } from '#agents';
import type { Statement, Tx } from '#platform';
import { companyOf } from './company.js';
import { dueAt, isHidden } from './due.js';
import type { Company, Lease } from './turn.js';

/**
 * The statements of a mailbox's life. A mailbox is
 *
 *   free       lease_until = -infinity
 *   held       lease_until in the future: one turn works on its head
 *   abandoned  lease_until in the past: its worker died or hangs; the sweeper frees it as a suspect
 *   parked     free, not_before = infinity, parked_at set: its turn is suspended and goes on at
 *              wake_at, or when it is woken before; nobody works on its head, and its later mail waits
 *
 * From park to the end of its head a mailbox is hidden (not_before = infinity): it is due at wake_at, and
 * workers that know nothing of suspended turns never claim it, nor do they after it was woken (ADR-0015).
 *
 * Time is Postgres's own (`clock_timestamp()`): clocks of workers may differ, this one decides.
 */

/**
 * Free and due → held. Not durable on purpose: a claim lost in a crash of Postgres is as if it had
 * never been, and waiting for the disk here was 3.8 times the median latency (architecture §4.5).
 */
const claim: Statement = {
  name: 'mailbox.claim',
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true))
    update mailboxes b set
      lease_owner = $2, lease_token = $3, lease_epoch = b.lease_epoch + 1,
      lease_until = clock_timestamp() + $4::int * interval '1 ms',
      attempts = b.attempts + 1, started_at = clock_timestamp(), parked_at = null
    from agents a, quick
    where b.id = $1 and ${companyOf('b')} = $5 and b.pending > 0 and b.lease_until = '-infinity'
      and ${dueAt('b')} <= clock_timestamp()
      and a.id = b.agent_id and a.status in ('running', 'draining')
    returning b.workspace_id, b.agent_id, b.conversation_id, b.lease_epoch, b.attempts, b.crashes,
      a.name as agent_name, a.version_number, a.split, a.pins_versions, b.pinned_version`,
};

/** Held → held by the same for longer. Skips rows that are being committed: a commit renews. */
const renew: Statement = {
  name: 'mailbox.renew',
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true)),
    mine as (
      select b.id from mailboxes b
      join jsonb_to_recordset($1::jsonb) as n(id bigint, epoch bigint, token uuid)
        on b.id = n.id and b.lease_epoch = n.epoch and b.lease_token = n.token
      order by b.id for update of b skip locked)
    update mailboxes b set lease_until = clock_timestamp() + $2::int * interval '1 ms'
    from mine, quick where b.id = mine.id
    returning b.id`,
};

/** The fence. No row: somebody else holds the mailbox and nothing of this turn may be written. */
const settle: Statement = {
  name: 'mailbox.settle',
  text: `
    update mailboxes b set
      pending = b.pending - 1, attempts = 0, crashes = 0, suspect = false,
      not_before = '-infinity', wake_at = null, parked_at = null, rung_at = clock_timestamp(),
      lease_until = case when $4 and b.pending > 1 and a.status in ('running', 'draining')
        then clock_timestamp() + $5::int * interval '1 ms' else '-infinity' end,
      lease_token = case when $4 and b.pending > 1 and a.status in ('running', 'draining')
        then b.lease_token end
    from agents a, (select attempts, crashes, started_at from mailboxes where id = $1) was
    where b.id = $1 and b.lease_epoch = $2 and b.lease_token = $3 and a.id = b.agent_id
    returning was.attempts, was.crashes, was.started_at,
      b.lease_until > '-infinity' as kept, b.pending,
      a.version_number, a.split, a.pins_versions, b.pinned_version`,
};

/** Under a lease that is kept from turn to turn, the next head is a new attempt. */
const beginNext: Statement = {
  name: 'mailbox.begin-next',
  text: `
    update mailboxes set attempts = 1, crashes = 0, started_at = clock_timestamp()
    where id = $1 and lease_epoch = $2 and lease_token = $3 returning id`,
};

/** Held → free, the head still waiting. `delay` keeps it until later; a clean stop gives back its
 * attempt, because the message did nothing wrong. */
const yieldLease: Statement = {
  name: 'mailbox.yield',
  text: `
    update mailboxes set
      lease_until = '-infinity', lease_token = null, rung_at = '-infinity',
      not_before = case when ${isHidden('mailboxes')} then 'infinity'
        else clock_timestamp() + $4::int * interval '1 ms' end,
      wake_at = case when ${isHidden('mailboxes')}
        then clock_timestamp() + $4::int * interval '1 ms' end,
      attempts = greatest(0, attempts - case when $5 then 1 else 0 end)
    where id = $1 and lease_epoch = $2 and lease_token = $3
    returning attempts, crashes`,
};

/** The version that the conversation keeps from now on, unless it keeps one already. */
const pin: Statement = {
  name: 'mailbox.pin-version',
  text: `
    update mailboxes set pinned_version = coalesce(pinned_version, $4)
    where id = $1 and lease_epoch = $2 and lease_token = $3`,
};

/** What decides which version of the agent works. */
interface VersionRow {
  readonly version_number: number;
  readonly split: VersionSplit | null;
  readonly pins_versions: boolean;
  readonly pinned_version: number | null;
}

/** A version, and whether the conversation is to keep it. */
export interface ChosenVersion {
  readonly agentVersion: number;
  readonly isToPin: boolean;
}

function choose(conversationId: string, row: VersionRow): ChosenVersion {
  const pinned = row.pins_versions ? row.pinned_version : null;
  const { version_number: current, split } = row;
  const agentVersion = chooseVersion({ conversationId, current, split, pinned });
  return { agentVersion, isToPin: row.pins_versions && pinned === null };
}

interface ClaimRow extends VersionRow {
  readonly workspace_id: string;
  readonly agent_id: string;
  readonly conversation_id: string;
  readonly lease_epoch: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly agent_name: string;
}

/** What a claim asks for. */
export interface ClaimRequest {
  readonly mailboxId: string;
  readonly owner: string;
  readonly token: string;
  readonly leaseMs: number;
  /** Suspects are claimed by the processes that are for them, others by everybody else. */
  readonly company: Company;
}

export interface Claimed {
  readonly lease: Lease;
  readonly attempt: number;
  readonly crashes: number;
  /** The conversation is to keep the version. */
  readonly isToPin: boolean;
}

export async function claimMailbox(tx: Tx, request: ClaimRequest): Promise<Claimed | undefined> {
  const { mailboxId, owner, token, leaseMs, company } = request;
  const [row] = await tx.rows<ClaimRow>(claim, [mailboxId, owner, token, leaseMs, company]);
  if (row === undefined) return undefined;
  const { agentVersion, isToPin } = choose(row.conversation_id, row);
  const lease: Lease = {
    mailboxId,
    token,
    workspace: row.workspace_id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    agentVersion,
    conversationId: row.conversation_id,
    epoch: row.lease_epoch,
  };
  return { lease, attempt: row.attempts, crashes: row.crashes, isToPin };
}

/** The mailboxes whose leases were renewed; those missing are lost or being committed. */
export async function renewLeases(
  tx: Tx,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<Set<string>> {
  const asked = leases.map(({ mailboxId: id, epoch, token }) => ({ id, epoch, token }));
  const rows = await tx.rows<{ id: string }>(renew, [JSON.stringify(asked), leaseMs]);
  return new Set(rows.map(({ id }) => id));
}

/** What the fence says when it lets a commit through. */
export interface Settled extends ChosenVersion {
  readonly attempts: number;
  readonly crashes: number;
  readonly startedAt: Date | null;
  /** The lease goes on for the next head. */
  readonly kept: boolean;
  readonly pending: number;
}

interface SettleRow extends VersionRow {
  readonly attempts: number;
  readonly crashes: number;
  readonly started_at: Date | null;
  readonly kept: boolean;
  readonly pending: number;
}

export async function settleMailbox(
  tx: Tx,
  lease: Lease,
  keep: { readonly more: boolean; readonly leaseMs: number },
): Promise<Settled | undefined> {
  const { mailboxId, epoch, token } = lease;
  const values = [mailboxId, epoch, token, keep.more, keep.leaseMs];
  const [row] = await tx.rows<SettleRow>(settle, values);
  if (row === undefined) return undefined;
  return {
    attempts: row.attempts,
    crashes: row.crashes,
    startedAt: row.started_at,
    kept: row.kept,
    pending: row.pending,
    ...choose(lease.conversationId, row),
  };
}

export async function beginNextTurn(tx: Tx, { mailboxId, epoch, token }: Lease): Promise<void> {
  await tx.rows(beginNext, [mailboxId, epoch, token]);
}

/** Has the conversation keep the version that works in it. */
export async function pinVersion(tx: Tx, lease: Lease): Promise<void> {
  const { mailboxId, epoch, token, agentVersion } = lease;
  await tx.rows(pin, [mailboxId, epoch, token, agentVersion]);
}

/** Gives the mailbox back. Nothing: the lease was lost. */
export async function yieldMailbox(
  tx: Tx,
  { mailboxId, epoch, token }: Lease,
  how: { readonly delayMs: number; readonly giveBackAttempt: boolean },
): Promise<{ attempts: number; crashes: number } | undefined> {
  const values = [mailboxId, epoch, token, how.delayMs, how.giveBackAttempt];
  const [row] = await tx.rows<{ attempts: number; crashes: number }>(yieldLease, values);
  return row;
}
