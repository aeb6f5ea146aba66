import {
  ProtocolError,
  type JsonObject,
  type MessageAccepted,
  type RoutingStrategy,
  type SendMessage,
} from '#protocol';
import type { RouteDecision } from '#agents';
import type { NewMessage } from '../new-message.js';
import { fingerprintOfCommand } from './compose-messages.js';
import type { KnownMessage } from './submission.js';

/** The answer to a stored message: quick start section 3. */
export function composeAnswer(
  messages: readonly NewMessage[],
  decision: RouteDecision,
  follow: boolean,
): MessageAccepted {
  const [first] = messages;
  if (first?.agent === undefined) throw new Error('A routing decision named no agent.');
  const deliveries = messages.map(({ id, agent }) => ({
    message_id: id,
    routed_to: agent?.name ?? '',
  }));
  return {
    message_id: first.id,
    conversation_id: first.conversationId,
    routed_to: first.agent.name,
    routing_strategy: decision.strategy,
    status: 'delivered',
    timestamp: first.acceptedAt,
    ...(deliveries.length > 1 ? { deliveries } : {}),
    ...(follow ? { follow_url: followUrl(first.conversationId) } : {}),
  };
}

/** A client-chosen id once more: the same message is answered again, another one is refused. */
export function answerAgain(known: KnownMessage, command: SendMessage): MessageAccepted {
  if (known.fingerprint !== fingerprintOfCommand(command)) {
    throw new ProtocolError(
      'MESSAGE_ID_CONFLICT',
      `The message_id '${known.id}' already names a different message`,
      { message_id: known.id },
    );
  }
  return {
    message_id: known.id,
    conversation_id: known.conversationId,
    routed_to: known.routedTo ?? '',
    routing_strategy: strategyOf(known.route),
    status: known.status as MessageAccepted['status'],
    timestamp: known.acceptedAt.toISOString(),
    ...(command.follow_conversation === true
      ? { follow_url: followUrl(known.conversationId) }
      : {}),
  };
}

function strategyOf(route: JsonObject | null): RoutingStrategy {
  return (route?.['routing_strategy'] as RoutingStrategy | undefined) ?? 'best_match';
}

function followUrl(conversationId: string): string {
  return `/api/v1/conversations/${encodeURIComponent(conversationId)}?follow=true`;
}
