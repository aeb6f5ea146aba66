import type { SentItem } from '#protocol';
import type { Caller } from '#platform';
import type { ConversationReach } from '../conversation/conversation-reach.js';

/**
 * What became of a batch tells of its conversations, which others may have gone on with. Thrown when one of them holds
 * what the caller is not granted: NOT_GRANTED.
 */
export async function refuseBatchBeyond(
  reach: Pick<ConversationReach, 'refuseBeyond'>,
  caller: Caller,
  results: readonly SentItem[],
): Promise<void> {
  if (caller.grants === undefined) return;
  const ids = results.flatMap((item) => (item.status === 'refused' ? [] : [item.conversation_id]));
  for (const conversationId of new Set(ids)) await reach.refuseBeyond(caller, { conversationId });
}
