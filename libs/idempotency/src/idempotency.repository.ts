import type { JsonValue } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { IdempotencyClaim, SavedAnswer } from './claim.js';

/**
 * Takes keys, whose answers are written with them; unique index idempotency_keys_pk. A key that
 * another transaction is taking right now is `busy`: an advisory lock, held to the end of the
 * transaction, tells so at once, so that nobody holds a connection (or a batch of neighbours) while
 * waiting for it. The index is the guard all the same: it is waited for up to two seconds.
 */
const takeKeys: Statement = {
  name: 'idempotency.take',
  text: `
    with patience as materialized (select set_config('lock_timeout', '2000', true)),
    asked as materialized (
      select n.* from jsonb_to_recordset($3::jsonb) as n(key text, fingerprint text,
        status_code int, response jsonb, keep_ms bigint)
      order by n.key),
    held as materialized (
      select asked.* from asked, patience
      where pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text || ' ' || key, 7))),
    saved as (
      insert into idempotency_keys
        (workspace_id, principal, key, fingerprint, status_code, response, expires_at)
      select $1, $2, key, fingerprint, status_code, coalesce(response, 'null'),
        now() + keep_ms * interval '1 ms'
      from held order by key
      on conflict (workspace_id, principal, key) do update set
        fingerprint = excluded.fingerprint, status_code = excluded.status_code,
        response = excluded.response, created_at = now(), expires_at = excluded.expires_at
        where idempotency_keys.expires_at < now()
      returning key)
    select key, held.key is null as busy, saved.key is not null as fresh
    from asked left join held using (key) left join saved using (key)`,
};

/** The answer of a key that this transaction has taken. */
const saveAnswer: Statement = {
  name: 'idempotency.save',
  text: `
    update idempotency_keys set response = $4
    where workspace_id = $1 and principal = $2 and key = $3`,
};

const findAnswer: Statement = {
  name: 'idempotency.find',
  text: `
    select fingerprint, status_code, response from idempotency_keys
    where workspace_id = $1 and principal = $2 and key = $3 and expires_at >= now()`,
};

/** In the order of index idempotency_keys_expiry; sweepers do not wait for one another. */
const dropExpired: Statement = {
  name: 'idempotency.drop-expired',
  text: `
    delete from idempotency_keys where ctid = any (array(
      select ctid from idempotency_keys where expires_at < now()
      order by expires_at limit $1 for update skip locked))
    returning key`,
};

/** An answer to be given again; without one the key is only taken, and answered later. */
export interface AnswerToSave {
  readonly claim: IdempotencyClaim;
  readonly response?: JsonValue;
}

/** What became of keys. Those that are in neither have an answer from earlier. */
export interface TakenKeys {
  /** Taken by this transaction. */
  readonly fresh: ReadonlySet<string>;
  /** Being taken by another one. */
  readonly busy: ReadonlySet<string>;
}

/** Takes keys in the transaction of their effects. No key may be asked for twice. */
export async function takeKeysOf(tx: Tx, answers: readonly AnswerToSave[]): Promise<TakenKeys> {
  if (answers.length === 0) return { fresh: new Set(), busy: new Set() };
  const asked = answers.map(({ claim, response }) => ({
    key: claim.key,
    fingerprint: claim.fingerprint,
    status_code: claim.statusCode,
    keep_ms: claim.keepForMs,
    response,
  }));
  const { workspace, principal } = tx.caller;
  const rows = await tx.rows<{ key: string; busy: boolean; fresh: boolean }>(takeKeys, [
    workspace,
    principal,
    JSON.stringify(asked),
  ]);
  return {
    fresh: new Set(rows.flatMap(({ key, fresh }) => (fresh ? [key] : []))),
    busy: new Set(rows.flatMap(({ key, busy }) => (busy ? [key] : []))),
  };
}

/** Writes the answer of a key that this transaction has taken. */
export async function writeAnswer(tx: Tx, key: string, response: JsonValue): Promise<void> {
  const { workspace, principal } = tx.caller;
  await tx.rows(saveAnswer, [workspace, principal, key, JSON.stringify(response)]);
}

/** The answer that was given under a key, as long as it is kept. */
export async function findSavedAnswer(tx: Tx, key: string): Promise<SavedAnswer | undefined> {
  const { workspace, principal } = tx.caller;
  const [row] = await tx.rows<{ fingerprint: string; status_code: number; response: JsonValue }>(
    findAnswer,
    [workspace, principal, key],
  );
  if (row === undefined) return undefined;
  return { fingerprint: row.fingerprint, statusCode: row.status_code, response: row.response };
}

/** Forgets answers whose time is over, at most so many at once. Gives how many. */
export async function dropExpiredAnswers(tx: Tx, most: number): Promise<number> {
  return (await tx.rows(dropExpired, [most])).length;
}
