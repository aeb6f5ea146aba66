import { fieldErrors, ProtocolError, sendMessage, toFieldErrors, type SendBatch } from '#protocol';
import { fingerprintOf, type IdempotencyClaim } from '#idempotency';
import { callerOf, type Principal } from '#identity';
import { within, type Clock } from '#platform';
import type { Batches, BatchItem, BatchOrder, BatchSender } from '#messaging';
import { answerWithinMs, tookTooLong } from '../http/answer-in-time.js';
import { refuseFaults } from '../http/parse-body.js';
import { refuseUngrantedMessage } from '../http/refuse-ungranted.js';
import { renderError } from '../http/render-error.js';
import { goesInCircles } from '../messages/message-desk.js';

/** A batch as it came in over HTTP. */
export interface BatchRequest {
  readonly command: SendBatch;
  readonly claim: IdempotencyClaim | undefined;
  readonly hops: number;
  /** Its id, by which refusals are found in the log. */
  readonly requestId: string;
}

type Sending = ReturnType<BatchSender['send']>;

/** Looks at each message of a batch as if it had come alone, and hands all of them over. */
export class BatchDesk {
  constructor(
    private readonly sender: Pick<BatchSender, 'send'>,
    /** What became of those that were sent. */
    readonly batches: Batches,
    private readonly clock: Clock,
    /** `CAXTON_MAX_HOPS` */
    private readonly maxHops: number,
  ) {}

  /** Thrown when too much led to it, besides what the sender throws: HOP_LIMIT_EXCEEDED. */
  async send(principal: Principal, { command, claim, hops, requestId }: BatchRequest): Sending {
    if (hops > this.maxHops) throw goesInCircles(hops, this.maxHops);
    const order: BatchOrder = {
      batchId: command.batch_id,
      items: command.messages.map((message) => toItem(principal, message)),
      fingerprint: fingerprintOf('POST', '/api/v1/messages/batch', command.messages),
      ...{ idempotency: claim, hops },
      tell: (refusal) => renderError(refusal, requestId, this.clock.now()).error,
    };
    return within(this.sender.send(callerOf(principal), order), answerWithinMs, tookTooLong);
  }
}

function toItem(principal: Principal, message: SendBatch['messages'][number]): BatchItem {
  try {
    refuseFaults(message);
    const { data: command, error } = sendMessage.safeParse(message);
    if (command === undefined) {
      throw fieldErrors('INVALID_REQUEST', toFieldErrors(error.issues));
    }
    if (command.wait !== undefined) throw cannotWait();
    refuseUngrantedMessage(principal, command);
    return { command };
  } catch (refusal) {
    if (!(refusal instanceof ProtocolError)) throw refusal;
    return { refusal };
  }
}

function cannotWait(): ProtocolError {
  return fieldErrors('INVALID_REQUEST', [
    {
      field: 'wait',
      rule: 'forbidden',
      message: 'is not for a message of a batch: look at GET /api/v1/batches/{id}',
    },
  ]);
}
