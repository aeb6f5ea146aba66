import type { JsonValue, StepKind, StepState } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { Lease } from '../mailbox/turn.js';
import type { BegunStep, DoneStep, EndedStep, Step } from './step.js';

/**
 * The statements of the journal. Each proves the lease itself (`mine`): the shared lock makes it wait
 * for whoever is taking the mailbox over right now, so that a stale worker writes no step. It blocks
 * nobody for longer than the statement lasts.
 *
 * `quick`: without waiting for the disk. Postgres writes its log in order, so whatever is durable
 * later takes everything before it along.
 */
const proven = `
  quick as materialized (select set_config('synchronous_commit',
    case when $4 then current_setting('synchronous_commit') else 'off' end, true)),
  mine as materialized (
    select b.workspace_id from mailboxes b, quick
    where b.id = $1 and b.lease_epoch = $2 and b.lease_token = $3 for share of b)`;

/** Index turn_steps_pk. */
const load: Statement = {
  name: 'journal.load',
  text: `
    select step_no, kind, name, request_hash, idempotency_key, state, response, tokens_in, tokens_out,
      approval_id,
      round(extract(epoch from finished_at - started_at) * 1000)::float8 as duration_ms
    from turn_steps where workspace_id = $1 and message_id = $2 order by step_no`,
};

/** Repeating it writes the same again: a try whose answer got lost is no trouble. */
const note: Statement = {
  name: 'journal.note',
  text: `
    with ${proven}
    insert into turn_steps as s (workspace_id, message_id, step_no, kind, name, request_hash,
      idempotency_key, state, response, tokens_in, tokens_out, started_at, finished_at,
      arguments, outcome, error_code, approval_id)
    select mine.workspace_id, $5, n.no, n.kind, n.name, n.hash, n.key, n.state, n.response::json,
      n.tokens_in, n.tokens_out, clock_timestamp() - n.ms * interval '1 ms', clock_timestamp(),
      n.arguments::json, n.outcome, n.code, n.approval
    from mine, unnest($6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
      $12::int[], $13::int[], $14::float8[], $15::text[], $16::text[], $17::text[], $18::text[],
      $19::text[])
      as n(no, kind, name, hash, key, response, tokens_in, tokens_out, ms, state, arguments,
        outcome, code, approval)
    on conflict (workspace_id, message_id, step_no) do update set
      state = excluded.state, response = excluded.response, finished_at = excluded.finished_at,
      outcome = excluded.outcome, error_code = excluded.error_code
      where s.request_hash = excluded.request_hash
    returning s.step_no`,
};

/** Begins a step, or begins once more what was begun and whose outcome nobody wrote. */
const start: Statement = {
  name: 'journal.start',
  text: `
    with ${proven}
    insert into turn_steps as s (workspace_id, message_id, step_no, kind, name, request_hash,
      idempotency_key, state, started_at, arguments, approval_id)
    select mine.workspace_id, $5, $6, $7, $8, $9, $10, 'started', clock_timestamp(), $11::json, $12
    from mine
    on conflict (workspace_id, message_id, step_no) do update set
      attempts = s.attempts + 1, started_at = excluded.started_at
      where s.request_hash = excluded.request_hash and s.state = 'started'
    returning s.step_no`,
};

const finish: Statement = {
  name: 'journal.finish',
  text: `
    with ${proven}
    update turn_steps s set state = $7, response = $8::json, finished_at = clock_timestamp(),
      outcome = $9, error_code = $10
    from mine
    where s.workspace_id = mine.workspace_id and s.message_id = $5 and s.step_no = $6
    returning s.step_no`,
};

const supersede: Statement = {
  name: 'journal.supersede',
  text: `
    with ${proven}
    update turn_steps s set state = 'superseded' from mine
    where s.workspace_id = mine.workspace_id and s.message_id = $5 and s.step_no = any ($6::int[])
    returning s.step_no`,
};

/** Of a message that is put back: it has no lease, its conversation is locked. Index turn_steps_pk. */
const forgetAnswers: Statement = {
  name: 'journal.forget-answers',
  text: `
    update turn_steps set state = 'superseded'
    where workspace_id = $1 and message_id = $2 and idempotency_key is null
    returning step_no`,
};

/** Of messages that ended long ago; index turn_steps_age, then messages_pk. */
const dropOld: Statement = {
  name: 'journal.drop-old',
  text: `
    with old as (
      select s.workspace_id, s.message_id, s.step_no from turn_steps s
      where s.started_at < now() - $1::float8 * interval '1 ms' and not exists (
        select 1 from messages m where m.workspace_id = s.workspace_id and m.id = s.message_id
          and coalesce(m.settled_at, 'infinity') > now() - $1::float8 * interval '1 ms')
      order by s.started_at limit $2 for update of s skip locked)
    delete from turn_steps s using old
    where s.workspace_id = old.workspace_id and s.message_id = old.message_id
      and s.step_no = old.step_no
    returning s.step_no`,
};

interface StepRow {
  readonly step_no: number;
  readonly kind: StepKind;
  readonly name: string;
  readonly request_hash: string;
  readonly idempotency_key: string | null;
  readonly state: StepState;
  readonly response: JsonValue;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly duration_ms: number | null;
  readonly approval_id: string | null;
}

/** Whose steps are written, and whether that must survive a crash of Postgres. */
export interface Writing {
  readonly lease: Lease;
  readonly messageId: string;
  readonly durable: boolean;
}

export async function loadSteps(tx: Tx, workspace: string, messageId: string): Promise<Step[]> {
  const rows = await tx.rows<StepRow & Record<string, unknown>>(load, [workspace, messageId]);
  return rows.map((row) => ({
    no: row.step_no,
    kind: row.kind,
    name: row.name,
    requestHash: row.request_hash,
    idempotencyKey: row.idempotency_key ?? undefined,
    state: row.state,
    response: row.response,
    tokens: { input: row.tokens_in, output: row.tokens_out },
    durationMs: row.duration_ms ?? undefined,
    approvalId: row.approval_id ?? undefined,
  }));
}

/** Each of these gives false when the lease is lost; nothing was written then. */

export async function noteSteps(tx: Tx, by: Writing, steps: readonly DoneStep[]): Promise<boolean> {
  const columns = [
    steps.map(({ no }) => no),
    steps.map(({ kind }) => kind),
    steps.map(({ name }) => name),
    steps.map(({ requestHash }) => requestHash),
    steps.map(({ idempotencyKey }) => idempotencyKey ?? null),
    steps.map(({ response }) => toJson(response)),
    steps.map(({ tokens }) => tokens.input),
    steps.map(({ tokens }) => tokens.output),
    steps.map(({ durationMs }) => durationMs),
    steps.map(({ isKept = true }) => (isKept ? 'done' : 'superseded')),
    steps.map((step) => toJson(step.arguments)),
    steps.map(({ account }) => account?.outcome ?? null),
    steps.map(({ account }) => account?.errorCode ?? null),
    steps.map(({ approvalId }) => approvalId ?? null),
  ];
  return isWritten(await tx.rows(note, [...proof(by), ...columns]));
}

export async function startStep(tx: Tx, by: Writing, step: BegunStep): Promise<boolean> {
  const { no, kind, name, requestHash, idempotencyKey } = step;
  const key = idempotencyKey ?? null;
  const asked = [toJson(step.arguments), step.approvalId ?? null];
  const values = [...proof(by), no, kind, name, requestHash, key, ...asked];
  return isWritten(await tx.rows(start, values));
}

export async function finishStep(tx: Tx, by: Writing, step: EndedStep): Promise<boolean> {
  const { no, state, response, account } = step;
  const told = [account?.outcome ?? null, account?.errorCode ?? null];
  const values = [...proof(by), no, state, toJson(response), ...told];
  return isWritten(await tx.rows(finish, values));
}

export async function supersedeSteps(
  tx: Tx,
  by: Writing,
  numbers: readonly number[],
): Promise<boolean> {
  return isWritten(await tx.rows(supersede, [...proof(by), [...numbers]]));
}

/** The next attempt asks and reads anew. What happened outside stays in mind. */
export async function forgetAnswersTo(tx: Tx, messageId: string): Promise<void> {
  await tx.rows(forgetAnswers, [tx.caller.workspace, messageId]);
}

export async function dropOldSteps(tx: Tx, retentionMs: number, limit: number): Promise<number> {
  return (await tx.rows(dropOld, [retentionMs, limit])).length;
}

function proof({ lease, messageId, durable }: Writing): unknown[] {
  return [lease.mailboxId, lease.epoch, lease.token, durable, messageId];
}

function isWritten(rows: readonly unknown[]): boolean {
  return rows.length > 0;
}

function toJson(value: JsonValue | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
