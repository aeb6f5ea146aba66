import type {
  JsonObject,
  MessageAccepted,
  RouteExplanation,
  RoutingStrategy,
  SendMessage,
} from '#protocol';
import { createId, type Caller } from '#platform';
import type { RouteDecision } from '#agents';
import { answerAgain, composeAnswer } from './ingest/compose-answer.js';
import { composeMessages, explainRoute, fingerprintOfCommand } from './ingest/compose-messages.js';
import { replay, type IdempotencyClaim } from './ingest/idempotency.js';
import type { InFlight } from './ingest/in-flight.js';
import type { GroupCommit } from './ingest/group-commit.js';
import type { Receipt, Submission } from './ingest/submission.js';
import type { NewMessage } from './new-message.js';
import type { AfterCommit } from './after-commit.js';

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
    },
  ): Promise<RouteDecision>;
}

/** The answer to a client, and whether it is that of an earlier, equal request. */
export interface Sent {
  readonly answer: MessageAccepted;
  readonly replayed: boolean;
}

/**
 * Takes messages of clients: routes each, stores it durably, and only then answers and rings.
 * A 2xx means that the message survives whatever happens next (law 4).
 */
export class MessageSender {
  constructor(
    private readonly router: Router,
    private readonly groupCommit: GroupCommit,
    private readonly inFlight: InFlight,
    private readonly afterCommit: AfterCommit,
  ) {}

  /** Thrown when nobody provides the capability: INVALID_CAPABILITY. */
  async send(caller: Caller, command: SendMessage, idempotency?: IdempotencyClaim): Promise<Sent> {
    const keys = [
      ...(idempotency === undefined ? [] : [`key ${caller.workspace} ${idempotency.key}`]),
      ...(command.message_id === undefined ? [] : [`id ${caller.workspace} ${command.message_id}`]),
    ];
    return this.inFlight.oneAtATime(keys, () => this.sendOnce(caller, command, idempotency));
  }

  /** What `send` would do, without doing it. */
  async explain(caller: Caller, command: SendMessage): Promise<RouteExplanation> {
    const conversationId = command.conversation_id ?? undefined;
    const decision = await this.decide(caller, command, conversationId, true);
    return explainRoute(decision, command.capability);
  }

  private async sendOnce(
    caller: Caller,
    command: SendMessage,
    idempotency: IdempotencyClaim | undefined,
  ): Promise<Sent> {
    const conversationId = command.conversation_id ?? createId('conv');
    const decision = await this.decide(caller, command, conversationId);
    const messages = composeMessages(command, conversationId, decision);
    const answer = composeAnswer(messages, decision, command.follow_conversation === true);
    const receipt = await this.groupCommit.submit(
      toSubmission(caller, command, messages, answer, idempotency),
    );
    return this.conclude(caller, receipt, answer, { command, idempotency });
  }

  private conclude(
    caller: Caller,
    receipt: Receipt,
    answer: MessageAccepted,
    asked: { command: SendMessage; idempotency: IdempotencyClaim | undefined },
  ): Sent {
    switch (receipt.kind) {
      case 'accepted':
        this.afterCommit.mailArrived(caller.workspace, receipt.rings, receipt.logs);
        return { answer, replayed: false };
      case 'repeated': {
        const saved = replay(receipt.saved, asked.idempotency?.fingerprint ?? '');
        return { answer: saved.response as unknown as MessageAccepted, replayed: true };
      }
      case 'known':
        return { answer: answerAgain(receipt.message, asked.command), replayed: true };
    }
  }

  private decide(
    caller: Caller,
    command: SendMessage,
    conversationId: string | undefined,
    rehearse = false,
  ): Promise<RouteDecision> {
    return this.router.route(caller, {
      capability: command.capability,
      receiver: command.receiver,
      strategy: command.routing_strategy,
      conversationId,
      rehearse,
    });
  }
}

function toSubmission(
  caller: Caller,
  command: SendMessage,
  messages: readonly NewMessage[],
  answer: MessageAccepted,
  idempotency: IdempotencyClaim | undefined,
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
