import type { SendMessage } from '#protocol';
import { findSavedAnswer, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import { findKnownMessages } from './ingest.repository.js';
import type { FinalReceipt } from './submission.js';

/** Looks at the same time. A server that refuses thousands a second must not look for each. */
const mostAtOnce = 4;

/**
 * What a request was answered when it came before. Asked only when the request cannot be done now: the
 * agent is gone, the deadline has passed, the server is full; all others find it when they are stored.
 */
export class EarlierAnswers {
  private looking = 0;

  constructor(private readonly database: Database) {}

  /** Nothing when it was not answered, or when too many ask: its sender will ask again. */
  async find(
    caller: Caller,
    { message_id: messageId }: SendMessage,
    claim: IdempotencyClaim | undefined,
  ): Promise<FinalReceipt | undefined> {
    if (messageId === undefined && claim === undefined) return undefined;
    if (this.looking >= mostAtOnce) return undefined;
    this.looking += 1;
    try {
      return await this.database.read(caller, (tx) => look(tx, messageId, claim?.key));
    } finally {
      this.looking -= 1;
    }
  }
}

async function look(
  tx: Tx,
  messageId: string | undefined,
  key: string | undefined,
): Promise<FinalReceipt | undefined> {
  const ids = messageId === undefined ? [] : [messageId];
  const [message] = (await findKnownMessages(tx, ids)).values();
  if (message !== undefined) return { kind: 'known', message };
  const saved = key === undefined ? undefined : await findSavedAnswer(tx, key);
  return saved === undefined ? undefined : { kind: 'repeated', saved };
}
