import {
  ProtocolError,
  type JsonObject,
  type MessageAccepted,
  type RouteExplanation,
  type RoutingStrategy,
  type SendMessage,
} from '#protocol';
import { createId, type Caller } from '#platform';
import { currentTrace, watched, type Ending } from '#signals';
import { replay, type IdempotencyClaim } from '#idempotency';
import type { RouteDecision } from '#agents';
import type { Admission, Admitted } from './admission/admission.js';
import type { ConversationReach } from './conversation/conversation-reach.js';
import { answerAgain, composeAnswer } from './ingest/compose-answer.js';
import { composeMessages, explainRoute, fingerprintOfCommand } from './ingest/compose-messages.js';
import type { InFlight } from './ingest/in-flight.js';
import type { GroupCommit } from './ingest/group-commit.js';
import type { EarlierAnswers } from './ingest/earlier-answers.js';
import type { FinalReceipt, Submission } from './ingest/submission.js';
import type { NewMessage } from './new-message.js';

/** Chooses the agents for a message; `CapabilityRouter` of the agents library. */
export interface Router {
  route(
    caller: Caller,
    target: {
      readonly capability?: string | undefined;
      readonly receiver?: string | undefined;
      readonly strategy?: RoutingStrategy | undefined;
      readonly conversationId?: string | undefined;
      /** Only asked what would be: takes no turn of a round. */
      readonly rehearse?: boolean | undefined;
      readonly isOwn?: boolean | undefined;
    },
  ): Promise<RouteDecision>;
}

/** The answer to a client, and whether it is that of an earlier, equal request. */
export interface Sent {
  readonly answer: MessageAccepted;
  readonly replayed: boolean;
}

/** What a sender is made of. */
export interface SenderParts {
  readonly router: Router;
  readonly admission: Admission;
  readonly groupCommit: GroupCommit;
  readonly inFlight: InFlight;
  readonly earlier: EarlierAnswers;
  readonly reach: Pick<ConversationReach, 'refuseBeyond'>;
}

/** A request, the name under which its sender may repeat it, and what led to it. */
interface Asked {
  readonly command: SendMessage;
  readonly idempotency: IdempotencyClaim | undefined;
  /** Messages and webhooks, one after another. */
  readonly hops: number;
  /** The work of whoever sends it, where traces are not followed here. */
  readonly traceparent: string | undefined;
}

/** What is to be stored, and the answer that tells of it. */
export interface Prepared {
  readonly messages: readonly NewMessage[];
  readonly answer: MessageAccepted;
}

/**
 * Takes messages of clients: routes each, lets it in, stores it durably, and only then answers and
 * rings. A 2xx means that the message survives whatever happens next (law 4).
 */
export class MessageSender {
  constructor(private readonly parts: SenderParts) {}

  /**
   * Thrown when nobody provides the capability: INVALID_CAPABILITY; when too much waits already:
   * BACKLOG_FULL; when it would surely miss its deadline: DEADLINE_UNREACHABLE. A request that repeats
   * one that was answered gets that answer, also when it could not be done any more; but not one of
   * whoever is not granted what was asked then, or what the conversation holds by now: NOT_GRANTED.
   */
  async send(
    caller: Caller,
    command: SendMessage,
    idempotency?: IdempotencyClaim,
    hops = 0,
    traceparent?: string,
  ): Promise<Sent> {
    const scope = `${caller.workspace} ${caller.principal}`;
    const keys = [
      ...(idempotency === undefined ? [] : [`key ${scope} ${idempotency.key}`]),
      ...(command.message_id === undefined ? [] : [`id ${caller.workspace} ${command.message_id}`]),
    ];
    const asked = { command, idempotency, hops, traceparent };
    return watched('accept', {}, (ending) =>
      judged(
        ending,
        this.parts.inFlight.oneAtATime(keys, () => this.sendOnce(caller, asked)),
      ),
    );
  }

  /** What `send` would do, without doing it. */
  async explain(caller: Caller, command: SendMessage): Promise<RouteExplanation> {
    const conversationId = command.conversation_id ?? undefined;
    const decision = await this.decide(caller, command, conversationId, true);
    return explainRoute(decision, command.capability);
  }

  private async sendOnce(caller: Caller, asked: Asked): Promise<Sent> {
    let prepared: Prepared;
    let admitted: Admitted;
    try {
      const { command, hops, traceparent } = asked;
      prepared = await this.compose(caller, command, hops, traceparent);
      admitted = await this.parts.admission.admit(caller, prepared.messages);
    } catch (error) {
      return this.repeat(caller, asked, error);
    }
    return this.store(caller, asked, prepared, admitted);
  }

  /**
   * What could be done before cannot be done now; the answer of then is still the answer. Not to whoever may
   * not ask: it may have been somebody else who was answered.
   */
  private async repeat(caller: Caller, asked: Asked, refusal: unknown): Promise<Sent> {
    if (!(refusal instanceof ProtocolError) || refusal.code === 'NOT_GRANTED') throw refusal;
    const earlier = await this.parts.earlier.find(caller, asked.command, asked.idempotency);
    if (earlier === undefined) throw refusal;
    return this.within(caller, this.conclude(earlier, asked));
  }

  /** An answer given again tells of a conversation that its reader may not be granted. */
  private async within(caller: Caller, sent: Sent): Promise<Sent> {
    const { replayed, answer } = sent;
    if (replayed)
      await this.parts.reach.refuseBeyond(caller, { conversationId: answer.conversation_id });
    return sent;
  }

  /**
   * Routes a message and says what would be stored and answered; nothing is, yet. Thrown as by `send`. `led`: the
   * `traceparent` of its sender.
   */
  async compose(
    caller: Caller,
    command: SendMessage,
    hops: number,
    led?: string,
  ): Promise<Prepared> {
    const { grants } = caller;
    const traceparent = currentTrace() ?? led;
    const conversationId = command.conversation_id ?? createId('conv');
    const decision = await this.decide(caller, command, conversationId);
    const messages = composeMessages(command, conversationId, decision, {
      ...{ hops, grants, traceparent },
    });
    const answer = composeAnswer(messages, decision, command.follow_conversation === true);
    return { messages, answer };
  }

  private async store(
    caller: Caller,
    asked: Asked,
    { messages, answer }: Prepared,
    admitted: Admitted,
  ): Promise<Sent> {
    let transaction: string | undefined;
    try {
      const submission = toSubmission(caller, asked, messages, answer);
      const receipt = await this.parts.groupCommit.submit(submission);
      if (receipt.kind === 'accepted') transaction = receipt.transaction;
      return await this.within(caller, this.conclude(receipt, asked, answer));
    } finally {
      admitted(transaction);
    }
  }

  private conclude(
    receipt: FinalReceipt,
    { command, idempotency }: Asked,
    answer?: MessageAccepted,
  ): Sent {
    switch (receipt.kind) {
      case 'accepted':
        if (answer === undefined) throw new Error('Nothing was stored that could be answered.');
        return { answer, replayed: false };
      case 'repeated': {
        const saved = replay(receipt.saved, idempotency?.fingerprint ?? '');
        return { answer: saved.response as unknown as MessageAccepted, replayed: true };
      }
      case 'known':
        return { answer: answerAgain(receipt.message, command), replayed: true };
    }
  }

  private decide(
    caller: Caller,
    command: SendMessage,
    conversationId: string | undefined,
    rehearse = false,
  ): Promise<RouteDecision> {
    return this.parts.router.route(caller, {
      capability: command.capability,
      receiver: command.receiver,
      strategy: command.routing_strategy,
      conversationId,
      rehearse,
      isOwn: true,
    });
  }
}

/** A refusal is no failure of ours: operators see them apart. */
async function judged(ending: Ending, sending: Promise<Sent>): Promise<Sent> {
  try {
    const sent = await sending;
    const { message_id, conversation_id } = sent.answer;
    ending.as(sent.replayed ? 'repeated' : 'accepted', { message_id, conversation_id });
    return sent;
  } catch (error) {
    if (error instanceof ProtocolError && error.code !== 'UNAVAILABLE') ending.as('refused');
    throw error;
  }
}

function toSubmission(
  caller: Caller,
  { command, idempotency }: Asked,
  messages: readonly NewMessage[],
  answer: MessageAccepted,
): Submission {
  return {
    caller,
    messages,
    answer: answer as unknown as JsonObject,
    ...(idempotency === undefined ? {} : { idempotency }),
    ...(command.message_id === undefined
      ? {}
      : { chosenId: { id: command.message_id, fingerprint: fingerprintOfCommand(command) } }),
  };
}
