import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { idempotencyRetention, type IdempotencyClaim, type SavedAnswer } from './idempotency.js';

const saveAnswers: Statement = {
  name: 'idempotency.save',
  text: `
    insert into idempotency_keys
      (workspace_id, principal, key, fingerprint, status_code, response, expires_at)
    select $1, $2, n.key, n.fingerprint, n.status_code, n.response,
      now() + interval '${idempotencyRetention}'
    from jsonb_to_recordset($3::jsonb)
      as n(key text, fingerprint text, status_code int, response jsonb)
    order by n.key
    on conflict (workspace_id, principal, key) do update set
      fingerprint = excluded.fingerprint, status_code = excluded.status_code,
      response = excluded.response, created_at = now(), expires_at = excluded.expires_at
      where idempotency_keys.expires_at < now()
    returning key`,
};

const findAnswer: Statement = {
  name: 'idempotency.find',
  text: `
    select fingerprint, status_code, response from idempotency_keys
    where workspace_id = $1 and principal = $2 and key = $3`,
};

const dropExpired: Statement = {
  name: 'idempotency.drop-expired',
  text: `
    delete from idempotency_keys where ctid = any (array(
      select ctid from idempotency_keys where expires_at < now() limit 1000))
    returning key`,
};

/** An answer to be given again. */
export interface AnswerToSave {
  readonly claim: IdempotencyClaim;
  readonly response: JsonObject;
}

/**
 * Saves answers in the transaction of their effects and gives the keys that were free. A key that
 * another transaction is writing right now is waited for on the unique index.
 */
export async function saveFreshAnswers(
  tx: Tx,
  answers: readonly AnswerToSave[],
): Promise<Set<string>> {
  if (answers.length === 0) return new Set();
  const asked = answers.map(({ claim, response }) => ({
    key: claim.key,
    fingerprint: claim.fingerprint,
    status_code: claim.statusCode,
    response,
  }));
  const { workspace, principal } = tx.caller;
  const rows = await tx.rows<{ key: string }>(saveAnswers, [
    workspace,
    principal,
    JSON.stringify(asked),
  ]);
  return new Set(rows.map(({ key }) => key));
}

export async function findSavedAnswer(tx: Tx, key: string): Promise<SavedAnswer | undefined> {
  const { workspace, principal } = tx.caller;
  const [row] = await tx.rows<{ fingerprint: string; status_code: number; response: JsonObject }>(
    findAnswer,
    [workspace, principal, key],
  );
  if (row === undefined) return undefined;
  return { fingerprint: row.fingerprint, statusCode: row.status_code, response: row.response };
}

/** At most a thousand at a time, so that a sweep stays short. */
export async function dropExpiredAnswers(tx: Tx): Promise<number> {
  return (await tx.rows(dropExpired)).length;
}
