import type { ServerResponse } from 'node:http';
import {
  ProtocolError,
  type MessageAccepted,
  type MessageDryRun,
  type SendMessage,
} from '#protocol';
import { fingerprintOf, type IdempotencyClaim } from '#idempotency';
import { within, type Caller } from '#platform';
import type { MessageSender, ReplyEar, ReplyWaiter, Sent } from '#messaging';
import { answerWithinMs, tookTooLong } from '../http/answer-in-time.js';
import { watchDeparture } from '../http/departure.js';
import { type Shutdown } from '../http/shutdown.js';
import { waitingTime } from './waiting-time.js';
import type { Foresight } from './foresight.js';

/** A message as it came in over HTTP. */
export interface SendRequest {
  readonly command: SendMessage;
  readonly claim: IdempotencyClaim | undefined;
  /** Messages and webhooks that led to it. */
  readonly hops: number;
  /** The work of its sender, as the header `traceparent` says. */
  readonly traceparent: string | undefined;
  /** As written in the query. */
  readonly wait: string | undefined;
}

/** Hands messages to the sender and, if their sender likes, holds the answer until the reply. */
export class MessageDesk {
  constructor(
    private readonly sender: MessageSender,
    private readonly waiter: ReplyWaiter,
    private readonly foresight: Foresight,
    private readonly shutdown: Shutdown,
    /** `CAXTON_MAX_HOPS` */
    private readonly maxHops: number,
  ) {}

  async explain(caller: Caller, command: SendMessage): Promise<MessageDryRun> {
    const route = await this.sender.explain(caller, command);
    return { dry_run: true, route, ...(await this.foresight.after(caller, route)) };
  }

  /** Thrown when too much led to it, besides what the sender throws: HOP_LIMIT_EXCEEDED. */
  async send(caller: Caller, request: SendRequest, response: ServerResponse): Promise<Sent> {
    const { command, hops } = request;
    if (hops > this.maxHops) throw goesInCircles(hops, this.maxHops);
    const holdMs = waitingTime(request.wait, command.wait);
    if (holdMs === 0) return this.store(caller, request);
    const departure = watchDeparture(response, this.shutdown.answers);
    const ear = this.waiter.listen(caller, departure.signal, command.conversation_id);
    try {
      const sent = await this.store(caller, request);
      return { ...sent, answer: await hold(ear, sent, holdMs) };
    } finally {
      ear.close();
      departure.release();
    }
  }

  private store(caller: Caller, request: SendRequest): Promise<Sent> {
    const { command, hops, traceparent } = request;
    const sending = this.sender.send(caller, command, claimOf(request), hops, traceparent);
    return within(sending, answerWithinMs, tookTooLong);
  }
}

/** The answer, together with the reply if it comes within so many milliseconds. */
async function hold(
  ear: ReplyEar,
  { answer, replayed }: Sent,
  milliseconds: number,
): Promise<MessageAccepted> {
  const { message_id: messageId, conversation_id: conversationId } = answer;
  const { reply, ...standing } = await ear.reply(
    { messageId, conversationId, isNew: !replayed },
    milliseconds,
  );
  return { ...answer, ...standing, reply: reply ?? null };
}

/** The refusal of what goes round: HOP_LIMIT_EXCEEDED. */
export function goesInCircles(hops: number, maxHops: number): ProtocolError {
  const message = `${String(hops)} messages and webhooks led to this one; ${String(maxHops)} are allowed`;
  return new ProtocolError('HOP_LIMIT_EXCEEDED', message, { hops, max_hops: maxHops });
}

/** How its sender waits does not make it another request. */
function claimOf({ command, claim }: SendRequest): IdempotencyClaim | undefined {
  if (claim === undefined) return undefined;
  const { wait: _wait, follow_conversation: _follow, ...said } = command;
  return { ...claim, fingerprint: fingerprintOf('POST', '/api/v1/messages', said) };
}
