import type { KeepingAction } from '#protocol';
import type { Statement, Tx } from '#platform';

/** Which conversations an operation means. */
export interface KeepingFilter {
  /** Whose last activity was before this. RFC 3339; nothing: any. */
  readonly before: string | undefined;
  /** That were archived after this. RFC 3339. */
  readonly archivedAfter?: string | undefined;
  readonly agent: string | undefined;
  readonly capability: string | undefined;
  /** Whether they are in the archive. */
  readonly isArchived: boolean;
}

/** The last conversation that was looked at. */
export interface KeepingPlace {
  readonly at: string;
  readonly id: string;
}

/** Whether a conversation is meant, wherever it is kept; the first parameters of every statement here. */
const isMeant = `
  c.status <> 'active' and c.pending = 0
    and ($2::timestamptz is null or c.last_activity_at < $2::timestamptz)
    and ($3::text is null or $3 = any (c.participants))
    and ($4::text is null or exists (
      select from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id
        and m.capability = $4))
    and ($5::timestamptz is null or c.archived_at > $5::timestamptz)`;

const meaningOf = (tx: Tx, filter: KeepingFilter): unknown[] => [
  ...[tx.caller.workspace, filter.before ?? null, filter.agent ?? null],
  ...[filter.capability ?? null, filter.archivedAfter ?? null],
];

/**
 * Some conversations by age, each with whether it is meant: so a statement stays short, however few are. Indexes
 * conversations_kept, conversations_archived and messages_in_order.
 */
const window = (inOrOut: string): string => `
  select c.id, c.created_at::text as at, ${isMeant} as is_meant
  from conversations c
  where c.workspace_id = $1 and c.archived_at ${inOrOut}
    and (c.created_at, c.id) > ($6::timestamptz, $7)
    and ($2::timestamptz is null or c.created_at < $2::timestamptz)
  order by c.created_at, c.id limit $8`;

const windowOfKept: Statement = { name: 'keeping.window-of-kept', text: window('is null') };
const windowOfArchived: Statement = {
  name: 'keeping.window-of-archived',
  text: window('is not null'),
};

/** Primary key. */
const meantAmong: Statement = {
  name: 'keeping.meant-among',
  text: `
    select c.id from conversations c
    where c.workspace_id = $1 and c.id = any ($7::text[]) and (c.archived_at is not null) = $6
      and ${isMeant}`,
};

/** What was looked at. */
export interface KeepingWindow {
  /** Those that are meant. */
  readonly ids: readonly string[];
  /** Nothing: there was none left. */
  readonly last: KeepingPlace | undefined;
  readonly isLast: boolean;
}

export async function lookAtWindow(
  tx: Tx,
  filter: KeepingFilter,
  { at, id }: KeepingPlace,
  most: number,
): Promise<KeepingWindow> {
  const statement = filter.isArchived ? windowOfArchived : windowOfKept;
  const rows = await tx.rows<{ id: string; at: string; is_meant: boolean }>(statement, [
    ...meaningOf(tx, filter),
    ...[at, id, most],
  ]);
  const last = rows.at(-1);
  return {
    ids: rows.flatMap((row) => (row.is_meant ? [row.id] : [])),
    last: last === undefined ? undefined : { at: last.at, id: last.id },
    isLast: rows.length < most,
  };
}

/** Of those that are named, the ones that are meant. */
export async function findMeantAmong(
  tx: Tx,
  filter: KeepingFilter,
  ids: readonly string[],
): Promise<string[]> {
  const values = [...meaningOf(tx, filter), filter.isArchived, ids];
  return (await tx.rows<{ id: string }>(meantAmong, values)).map(({ id }) => id);
}

/** Those that are being written to are passed by: they are not what was meant any more. */
const lockQuiet = `
  select id from conversations
  where workspace_id = $1 and id = any ($2::text[]) and status <> 'active' and pending = 0
    and ($3::timestamptz is null or last_activity_at < $3::timestamptz)
  order by id for update skip locked`;

const archive: Statement = {
  name: 'keeping.archive',
  text: `
    with quiet as (${lockQuiet})
    update conversations c set status = 'archived', archived_at = clock_timestamp()
    from quiet where c.workspace_id = $1 and c.id = quiet.id and c.archived_at is null
    returning c.id`,
};

const restore: Statement = {
  name: 'keeping.restore',
  text: `
    with quiet as (${lockQuiet})
    update conversations c set status = 'completed', archived_at = null
    from quiet where c.workspace_id = $1 and c.id = quiet.id and c.archived_at is not null
    returning c.id`,
};

const lock: Statement = { name: 'keeping.lock', text: lockQuiet };

/** In the order in which nothing is left that names what is gone. */
const removals: readonly Statement[] = [
  ...['turn_steps', 'approvals', 'awaited_answers'].map((table) => ({
    name: `keeping.delete-${table}`,
    text: `
      delete from ${table} t using messages m
      where m.workspace_id = $1 and m.conversation_id = any ($2::text[])
        and t.workspace_id = $1 and t.message_id = m.id`,
  })),
  {
    name: 'keeping.delete-mailboxes',
    text: `
      delete from mailboxes b using (
        select distinct mailbox_id from messages
        where workspace_id = $1 and conversation_id = any ($2::text[])) m
      where b.id = m.mailbox_id and b.workspace_id = $1`,
  },
  // Whoever begins it anew under its id begins with the first event again, which is then told anew.
  {
    name: 'keeping.delete-deliveries',
    text: `
      delete from webhook_deliveries d using webhooks w
      where w.workspace_id = $1 and d.webhook_id = w.id and d.conversation_id = any ($2::text[])`,
  },
  ...['events', 'messages'].map((table) => ({
    name: `keeping.delete-${table}`,
    text: `delete from ${table} where workspace_id = $1 and conversation_id = any ($2::text[])`,
  })),
  {
    name: 'keeping.delete-conversations',
    text: `delete from conversations where workspace_id = $1 and id = any ($2::text[])`,
  },
];

/** Does it to those of the conversations in which nothing happens. Gives their ids. */
export async function applyKeeping(
  tx: Tx,
  action: KeepingAction,
  ids: readonly string[],
  before?: string,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const statement = { archive, restore, delete: lock }[action];
  const { workspace } = tx.caller;
  const rows = await tx.rows<{ id: string }>(statement, [workspace, ids, before ?? null]);
  const done = rows.map(({ id }) => id);
  if (action === 'delete' && done.length > 0) {
    for (const removal of removals) await tx.rows(removal, [workspace, done]);
  }
  return done;
}
