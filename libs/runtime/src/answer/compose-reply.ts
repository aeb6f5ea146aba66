import type { JsonObject, Performative } from '#protocol';
import { createId } from '#platform';
import type { NewMessage, Turn, TurnOutcome } from '#messaging';

/** A turn that ends without an answer. */
export interface Silence {
  readonly content: undefined;
  /** What the commit is to write all the same. @default nothing */
  readonly alongside?: TurnOutcome['alongside'];
}

/** Where an answer goes: to a client, who reads the conversation, or into an agent's mailbox. */
export interface Addressee {
  readonly receiver: string;
  readonly agent?: { readonly id: string; readonly name: string };
}

/** What an agent answers with. */
export interface Answer {
  readonly performative: Performative;
  readonly content: JsonObject;
  readonly metadata: JsonObject;
  /** What else the commit is to write, in its transaction. @default nothing */
  readonly alongside?: TurnOutcome['alongside'];
}

/** Who is to be told how a message ended: whoever it was handed on for, else its sender. */
export function addresseeOf({ message }: Turn): string {
  return message.replyTo ?? message.sender;
}

/** The message that answers the one a turn is about. */
export function composeReply(turn: Turn, answer: Answer, to: Addressee, now: Date): NewMessage {
  return {
    id: createId('msg'),
    conversationId: turn.lease.conversationId,
    performative: answer.performative,
    sender: turn.lease.agentName,
    receiver: to.receiver,
    inReplyTo: turn.message.id,
    causeId: turn.message.id,
    content: answer.content,
    metadata: answer.metadata,
    hops: turn.message.hops + 1,
    acceptedAt: now.toISOString(),
    event: answer.performative === 'failure' ? 'message.failed' : 'message.replied',
    ...(to.agent === undefined ? {} : { agent: to.agent }),
  };
}
