import { apiClient, expectsReply, type JsonObject, type Performative } from '#protocol';
import { createId } from '#platform';
import type { NewMessage } from './new-message.js';

/** Why a message could not be answered, in words for its sender. */
export interface Failure {
  /** Stable, such as DEADLINE_EXCEEDED; docs/failures.md lists them. */
  readonly code: string;
  readonly reason: string;
  /** Whether sending it again may help. */
  readonly retryable: boolean;
  readonly suggestion: string;
  /** What else there is to know, for programs. @default nothing */
  readonly details?: JsonObject;
  /** `refuse`: policy or budget forbids the work, and nothing was begun. @default failure */
  readonly performative?: 'failure' | 'refuse';
}

/** The message that failed, as far as its failure reply needs it. */
export interface FailedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly replyTo: string | undefined;
  readonly hops: number;
  readonly attempts: number;
}

/** An agent that must be told, when the sender is one. */
export interface ReplyAddress {
  readonly receiver: string;
  readonly agent?: { readonly id: string; readonly name: string };
}

/** A failure as JSON: the same in the reply, in the message's `error` and in its event. */
export function describeFailure(failure: Failure, message: FailedMessage): JsonObject {
  return {
    code: failure.code,
    reason: failure.reason,
    retryable: failure.retryable,
    attempts: message.attempts,
    message_id: message.id,
    suggestion: failure.suggestion,
    ...(failure.details === undefined ? {} : { details: failure.details }),
  };
}

/** The `failure` (or `refuse`) message to whoever waits; none when nobody does (the act expected no reply). */
export function composeFailure(
  failure: Failure,
  message: FailedMessage,
  from: string,
  to: ReplyAddress,
): NewMessage | undefined {
  if (!expectsReply(message.performative)) return undefined;
  return {
    id: createId('msg'),
    conversationId: message.conversationId,
    performative: failure.performative ?? 'failure',
    sender: from,
    receiver: to.receiver,
    inReplyTo: message.id,
    causeId: message.id,
    content: describeFailure(failure, message),
    hops: message.hops + 1,
    acceptedAt: new Date().toISOString(),
    event: 'message.failed',
    ...(to.agent === undefined ? {} : { agent: to.agent }),
  };
}

/** Who is told how it ended. */
export function addresseeOf({ sender, replyTo }: FailedMessage): string {
  return replyTo ?? sender;
}

/** Whether the addressee is a client, who reads the conversation, and not an agent. */
export function isClient(name: string): boolean {
  return name === apiClient;
}
