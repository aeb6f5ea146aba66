import type { DeadLetterDetail, DeadLetterEntry, DeadLetterSummary, JsonValue } from '#protocol';
import type { DeadLetterRow } from './dead-letter.repository.js';

/** A dead letter as a line of the list. */
export function summarizeDeadLetter(row: DeadLetterRow): DeadLetterSummary {
  return {
    message_id: row.id,
    conversation_id: row.conversation_id,
    performative: row.performative,
    sender: row.sender,
    agent: row.routed_to ?? '',
    capability: row.capability,
    code: text(row.error?.['code']),
    reason: text(row.error?.['reason']),
    retryable: row.error?.['retryable'] === true,
    attempts: row.attempts,
    crashes: row.crashes,
    requeues: row.requeues,
    accepted_at: row.accepted_at.toISOString(),
    failed_at: (row.settled_at ?? row.accepted_at).toISOString(),
  };
}

/** Everything about a dead letter, or about what was one. */
export function viewDeadLetter(row: DeadLetterRow, replies: readonly string[]): DeadLetterDetail {
  return {
    message_id: row.id,
    conversation_id: row.conversation_id,
    state: stateOf(row),
    status: row.status,
    performative: row.performative,
    sender: row.sender,
    agent: row.routed_to ?? '',
    capability: row.capability,
    content: { ...row.content },
    metadata: row.metadata === null ? null : { ...row.metadata },
    error: row.error === null ? null : { ...row.error },
    ...{ attempts: row.attempts, crashes: row.crashes, requeues: row.requeues },
    reply_by: instant(row.reply_by),
    accepted_at: row.accepted_at.toISOString(),
    failed_at: row.status === 'failed' ? instant(row.settled_at) : null,
    requeued_at: instant(row.requeued_at),
    discarded_at: instant(row.discarded_at),
    discarded_by: row.discarded_by,
    history: historyOf(row),
    replies: [...replies],
  };
}

function stateOf(row: DeadLetterRow): DeadLetterDetail['state'] {
  if (row.discarded_at !== null) return 'discarded';
  return row.status === 'failed' ? 'dead' : 'requeued';
}

/** How it failed last is in the row itself until it is put back. */
function historyOf(row: DeadLetterRow): DeadLetterEntry[] {
  const kept = [...(row.history ?? [])].map((entry) => ({
    ...entry,
    at: new Date(entry.at).toISOString(),
  }));
  if (row.status !== 'failed' || row.settled_at === null) return kept;
  const last: DeadLetterEntry = {
    at: row.settled_at.toISOString(),
    kind: 'failed',
    attempt: row.attempts,
    ...(row.error === null ? {} : { error: { ...row.error } }),
  };
  const discarded = kept.filter(({ kind }) => kind === 'discarded');
  return [...kept.filter(({ kind }) => kind !== 'discarded'), last, ...discarded];
}

function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
