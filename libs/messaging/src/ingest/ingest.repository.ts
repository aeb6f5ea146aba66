import type { JsonObject } from '#protocol';
import { findSavedAnswer, takeKeysOf } from '#idempotency';
import type { Caller, Statement, Tx } from '#platform';
import { appendMail } from '../append/append-mail.js';
import type { Ingested, KnownMessage, Receipt, Submission } from './submission.js';

const findKnown: Statement = {
  name: 'ingest.find-known',
  text: `
    select id, fingerprint, conversation_id, routed_to, status, route, accepted_at
    from messages where workspace_id = $1 and id = any ($2::text[])`,
};

/** In the order in which everybody locks them. Index conversations_pk. */
const lockSoon: Statement = {
  name: 'ingest.lock-soon',
  text: `
    with patience as materialized (select set_config('lock_timeout', $3, true))
    select c.id from conversations c, patience
    where c.workspace_id = $1 and c.id = any ($2::text[])
    order by c.id for update of c`,
};

interface KnownRow {
  readonly id: string;
  readonly fingerprint: string | null;
  readonly conversation_id: string;
  readonly routed_to: string | null;
  readonly status: string;
  readonly route: JsonObject | null;
  readonly accepted_at: Date;
}

/**
 * Stores a batch of submissions of one caller in the given transaction. Those that repeat an
 * earlier request store nothing and get its answer; those whose first request is being stored by
 * another process right now store nothing either and are `busy`. `isAll`: the transaction does nothing else, and may
 * be committed with the last statement.
 */
export async function ingestBatch(
  tx: Tx,
  batch: readonly Submission[],
  { isAll = false }: { readonly isAll?: boolean } = {},
): Promise<Ingested> {
  const known = await findKnownMessages(
    tx,
    batch.flatMap(({ chosenId }) => (chosenId === undefined ? [] : [chosenId.id])),
  );
  const unknown = batch.filter(({ chosenId }) => !known.has(chosenId?.id ?? ''));
  const repeatable = unknown.flatMap(({ idempotency: claim, answer: response }) =>
    claim === undefined ? [] : [{ claim, response }],
  );
  const { fresh: taken, busy } = await takeKeysOf(tx, repeatable);
  const isFresh = ({ idempotency }: Submission): boolean =>
    idempotency === undefined || taken.has(idempotency.key);
  const fresh = unknown.filter(isFresh);
  const { accepted, ...news } = await store(tx, fresh, isAll && unknown.length === fresh.length);
  const receipts = await Promise.all(
    batch.map(async (submission) => {
      const message = known.get(submission.chosenId?.id ?? '');
      if (message !== undefined) return { kind: 'known', message } as const;
      if (busy.has(submission.idempotency?.key ?? '')) return { kind: 'busy' } as const;
      return accepted.get(submission) ?? (await findRepeated(tx, submission));
    }),
  );
  return { receipts, ...news };
}

/** Locks those conversations that exist, or gives up (55P03) after so many milliseconds. */
export async function lockSoonOrNever(
  tx: Tx,
  conversationIds: readonly string[],
  patienceMs: number,
): Promise<void> {
  await tx.rows(...lockingSoon(tx.caller, conversationIds, patienceMs));
}

/** The same, to be said together with something else. */
export function lockingSoon(
  { workspace }: Caller,
  conversationIds: readonly string[],
  patienceMs: number,
): readonly [Statement, readonly unknown[]] {
  return [lockSoon, [workspace, conversationIds, String(patienceMs)]];
}

async function store(
  tx: Tx,
  submissions: readonly Submission[],
  isLast: boolean,
): Promise<Omit<Ingested, 'receipts'> & { readonly accepted: ReadonlyMap<Submission, Receipt> }> {
  if (submissions.length === 0) return { accepted: new Map(), rings: [], logs: [] };
  const besides = submissions.flatMap(({ beside }) => beside ?? []);
  const { rings, numberings, transaction } = await appendMail(
    tx,
    submissions.flatMap(({ messages }) => messages),
    isLast && besides.length === 0,
  );
  for (const beside of besides) await beside(tx);
  const logs = numberings.map((numbering) => ({ ...numbering, settled: [] }));
  const receipt = { kind: 'accepted', transaction } as const;
  return { accepted: new Map(submissions.map((one) => [one, receipt])), rings, logs };
}

/** Stored messages of these ids, by id. */
export async function findKnownMessages(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, KnownMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows<KnownRow>(findKnown, [tx.caller.workspace, ids]);
  return new Map(rows.map((row) => [row.id, readKnown(row)]));
}

/** Without an answer the key was swept away between two statements: the next try takes it. */
async function findRepeated(tx: Tx, { idempotency }: Submission): Promise<Receipt> {
  const saved = await findSavedAnswer(tx, idempotency?.key ?? '');
  return saved === undefined ? { kind: 'busy' } : { kind: 'repeated', saved };
}

function readKnown(row: KnownRow): KnownMessage {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    conversationId: row.conversation_id,
    routedTo: row.routed_to,
    status: row.status,
    route: row.route,
    acceptedAt: row.accepted_at,
  };
}
