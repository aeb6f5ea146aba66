import { chooseVersion, type VersionSplit } from '#agents';
import type { Statement, Tx } from '#platform';
import { companyOf } from './company.js';
import { dueAt } from './due.js';
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
 * Gives every mailbox that could be claimed when the statement began; without a lease those whose row
 * somebody else holds right now.
 */
const claimWith = (name: string, locking: string): Statement => ({
  name: `mailbox.${name}`,
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true)),
    ready as materialized (
      select b.id, b.workspace_id, b.agent_id, b.conversation_id, a.name as agent_name,
        a.version_number, a.split, a.pins_versions, b.pinned_version
      from mailboxes b join agents a on a.id = b.agent_id
      where b.id = any ((select $1::bigint[])::bigint[]) and ${isClaimable('$4')}
        and a.status in ('running', 'draining')),
    mine as materialized (
      select b.id from mailboxes b
      where b.id = any ((select $1::bigint[])::bigint[]) and b.id in (select id from ready) and ${isClaimable('$4')}
      order by b.id for update ${locking}),
    taken as (
      update mailboxes b set
        lease_owner = $2, lease_token = gen_random_uuid(), lease_epoch = b.lease_epoch + 1,
        lease_until = clock_timestamp() + $3::int * interval '1 ms',
        attempts = b.attempts + 1, started_at = clock_timestamp(), parked_at = null
      from mine, quick where b.id = any ((select $1::bigint[])::bigint[]) and b.id = mine.id
      returning b.id, b.lease_token, b.lease_epoch, b.attempts, b.crashes, b.started_at)
    select ready.*, taken.lease_token, taken.lease_epoch, taken.attempts, taken.crashes,
      taken.started_at
    from ready left join taken using (id)`,
});

/** The sum keeps the planner off mailboxes_busy: it would read the whole backlog for the few that are asked for. */
function isClaimable(company: string): string {
  return `${companyOf('b')} = ${company} and b.pending + 0 > 0 and b.lease_until = '-infinity'
        and ${dueAt('b')} <= clock_timestamp()`;
}

/** Waits for no row, so it can wait for nobody in a circle, and one slow writer does not hold up the rest. */
const claimMany = claimWith('claim-many', 'skip locked');

const claimOne = claimWith('claim', '');

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

/**
 * The fence. No row: somebody else holds the mailbox and nothing of its turn may be written. A lease that
 * is kept goes on with the next head, which is a new attempt. The rows are looked up by their keys,
 * however the planner guesses: what is to become of each is in one object by mailbox.
 */
const settle: Statement = {
  name: 'mailbox.settle-many',
  text: `
    with was as materialized (
      select b.id,
        ($2::jsonb -> b.id::text ->> 'more')::boolean and b.pending > 1
          and a.status in ('running', 'draining') as goes_on,
        a.version_number, a.split, a.pins_versions
      from mailboxes b join agents a on a.id = b.agent_id where b.id = any ((select $1::bigint[])::bigint[]))
    update mailboxes b set
      pending = b.pending - 1, crashes = 0, suspect = false,
      not_before = '-infinity', wake_at = null, parked_at = null, rung_at = clock_timestamp(),
      attempts = case when was.goes_on then 1 else 0 end,
      started_at = case when was.goes_on then clock_timestamp() else b.started_at end,
      lease_until = case when was.goes_on
        then clock_timestamp() + $3::int * interval '1 ms' else '-infinity' end,
      lease_token = case when was.goes_on then b.lease_token end
    from was
    where b.id = any ((select $1::bigint[])::bigint[]) and b.id = was.id
      and b.lease_epoch = ($2::jsonb -> b.id::text ->> 'epoch')::bigint
      and b.lease_token = ($2::jsonb -> b.id::text ->> 'token')::uuid
    returning b.id, was.goes_on as kept, b.started_at,
      was.version_number, was.split, was.pins_versions, b.pinned_version`,
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
interface ChosenVersion {
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
  readonly id: string;
  readonly workspace_id: string;
  readonly agent_id: string;
  readonly conversation_id: string;
  readonly lease_token: string | null;
  readonly lease_epoch: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly started_at: Date;
  readonly agent_name: string;
}

/** What a claim asks for. */
export interface ClaimRequest {
  readonly mailboxIds: readonly string[];
  readonly owner: string;
  readonly leaseMs: number;
  /** Suspects are claimed by the processes that are for them, others by everybody else. */
  readonly company: Company;
}

export interface Claimed {
  readonly lease: Lease;
  readonly attempt: number;
  readonly crashes: number;
  readonly startedAt: Date;
  /** The conversation is to keep the version. */
  readonly isToPin: boolean;
}

/** The claim, to be said together with something else; `readClaimed` reads its rows. */
export function claimingOf(request: ClaimRequest): readonly [Statement, readonly unknown[]] {
  const { mailboxIds, owner, leaseMs, company } = request;
  const statement = mailboxIds.length === 1 ? claimOne : claimMany;
  return [statement, [mailboxIds, owner, leaseMs, company]];
}

/** What was claimed, and the mailboxes that were ready but whose rows somebody was writing. */
export function readClaimed(rows: readonly Record<string, unknown>[]): {
  readonly claimed: readonly Claimed[];
  readonly written: readonly string[];
} {
  const all = rows as unknown as readonly ClaimRow[];
  return {
    claimed: all.filter(isTaken).map(toClaimed),
    written: all.filter((row) => !isTaken(row)).map(({ id }) => id),
  };
}

type TakenRow = ClaimRow & { readonly lease_token: string };

function isTaken(row: ClaimRow): row is TakenRow {
  return row.lease_token !== null;
}

function toClaimed(row: TakenRow): Claimed {
  const { agentVersion, isToPin } = choose(row.conversation_id, row);
  const lease: Lease = {
    mailboxId: row.id,
    token: row.lease_token,
    workspace: row.workspace_id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    agentVersion,
    conversationId: row.conversation_id,
    epoch: row.lease_epoch,
  };
  const { attempts: attempt, crashes, started_at: startedAt } = row;
  return { lease, attempt, crashes, startedAt, isToPin };
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
  /** The lease goes on for the next head. */
  readonly kept: boolean;
  /** When the attempt at the next head began. */
  readonly startedAt: Date | null;
}

interface SettleRow extends VersionRow {
  readonly id: string;
  readonly started_at: Date | null;
  readonly kept: boolean;
}

/** Whose head ends, and whether the lease is to go on for the next. */
export interface Settlement {
  readonly lease: Lease;
  readonly more: boolean;
}

/** The fence for all of them, to be said together with something else; `readSettled` reads its rows. */
export function settlingOf(
  settlements: readonly Settlement[],
  leaseMs: number,
): readonly [Statement, readonly unknown[]] {
  const asked = settlements.map(
    ({ lease: { mailboxId, epoch, token }, more }) => [mailboxId, { epoch, token, more }] as const,
  );
  return [settle, [asked.map(([id]) => id), JSON.stringify(Object.fromEntries(asked)), leaseMs]];
}

/** By mailbox. One that is missing is held by somebody else: its lease was lost. */
export function readSettled(
  settlements: readonly Settlement[],
  rows: readonly Record<string, unknown>[],
): Map<string, Settled> {
  const conversations = new Map(
    settlements.map(({ lease }) => [lease.mailboxId, lease.conversationId]),
  );
  return new Map(
    (rows as unknown as readonly SettleRow[]).map((row) => {
      const chosen = choose(conversations.get(row.id) ?? '', row);
      return [row.id, { startedAt: row.started_at, kept: row.kept, ...chosen }];
    }),
  );
}

/** Has the conversation keep the version that works in it. */
export async function pinVersion(tx: Tx, lease: Lease): Promise<void> {
  const { mailboxId, epoch, token, agentVersion } = lease;
  await tx.rows(pin, [mailboxId, epoch, token, agentVersion]);
}
