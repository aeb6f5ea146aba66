import {
  ProtocolError,
  type BatchAccepted,
  type JsonObject,
  type MessageAccepted,
  type SentItem,
} from '#protocol';

/** What became of one message of a batch, before it is stored. */
export type ItemFate =
  | { readonly kind: 'accepted'; readonly answer: MessageAccepted }
  | { readonly kind: 'refused'; readonly refusal: ProtocolError };

/** The answer to a batch; `tell` says a refusal in the contract's words. */
export function composeBatchAnswer(
  id: string,
  fates: readonly ItemFate[],
  tell: (refusal: ProtocolError) => JsonObject,
): BatchAccepted {
  const results = fates.map((fate, index) => toItem(fate, index, tell));
  return answerOf(id, new Date(), results);
}

/** The same answer, out of what is kept of the batch. */
export function answerOf(id: string, at: Date, results: readonly SentItem[]): BatchAccepted {
  const accepted = results.filter(({ status }) => status === 'accepted').length;
  return {
    batch_id: id,
    accepted,
    refused: results.length - accepted,
    timestamp: at.toISOString(),
    progress_url: `/api/v1/batches/${encodeURIComponent(id)}`,
    results: [...results],
  };
}

/**
 * The refusal of a batch as a whole: there is no room for any of its messages now, so that whoever sends it again,
 * later and unchanged, does the right thing.
 */
export function refusalOfAll(fates: readonly ItemFate[]): ProtocolError | undefined {
  const refusals = fates.flatMap((fate) => (fate.kind === 'refused' ? [fate.refusal] : []));
  if (refusals.length < fates.length) return undefined;
  if (!refusals.every(({ retryable, status }) => retryable && status === 429)) return undefined;
  const seconds = refusals.map(({ details }) => Number(details['retry_after'] ?? 1));
  const [first] = refusals;
  if (first === undefined) return undefined;
  const details = { ...first.details, retry_after: Math.max(...seconds) };
  return new ProtocolError(first.code, first.message, details);
}

/** Ids of the messages that a batch led to, with those of every agent of a broadcast. */
export function messageIdsOf(results: readonly SentItem[]): string[] {
  const ids = results.flatMap((item) => {
    if (item.status === 'refused') return [];
    const { deliveries = [], message_id } = item;
    return [message_id, ...deliveries.map((delivery) => delivery.message_id)];
  });
  return [...new Set(ids)];
}

function toItem(
  fate: ItemFate,
  index: number,
  tell: (refusal: ProtocolError) => JsonObject,
): SentItem {
  if (fate.kind === 'refused')
    return { index, status: 'refused', error: tell(fate.refusal) } as SentItem;
  const { status: _delivered, reply: _reply, waiting_for: _waiting, ...answer } = fate.answer;
  return { index, ...answer, status: 'accepted' };
}
