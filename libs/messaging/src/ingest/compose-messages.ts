import {
  apiClient,
  readPerformative,
  type Grants,
  type JsonObject,
  type RouteExplanation,
  type SendMessage,
} from '#protocol';
import { createId } from '#platform';
import { fingerprintOf } from '#idempotency';
import type { RouteDecision } from '#agents';
import type { NewMessage } from '../new-message.js';
import { readDeadline } from './read-deadline.js';

/** What is known of whoever sends a command, beside the command. */
export interface Sender {
  /** Messages and webhooks that led to it. */
  readonly hops: number;
  readonly grants?: Grants | undefined;
  /** The work that it belongs to. */
  readonly traceparent?: string | undefined;
}

/** The messages a command becomes: one per chosen agent, several only for a broadcast. */
export function composeMessages(
  command: SendMessage,
  conversationId: string,
  decision: RouteDecision,
  by: Sender,
): NewMessage[] {
  const { hops, grants, traceparent } = by;
  const now = new Date();
  // Once: to write a time costs as much as to choose the agent.
  const acceptedAt = now.toISOString();
  const deadline = readDeadline(command, now.getTime());
  const route = explainRoute(decision, command.capability, acceptedAt) as unknown as JsonObject;
  return decision.agents.map((agent, index) => ({
    id: index === 0 ? (command.message_id ?? createId('msg')) : createId('msg'),
    conversationId,
    performative: readPerformative(command.performative) ?? 'request',
    sender: apiClient,
    content: command.content,
    agent: { id: agent.id, name: agent.name },
    hops,
    acceptedAt,
    event: 'message.accepted',
    route,
    ...(command.capability === undefined ? {} : { capability: command.capability }),
    ...(command.in_reply_to === undefined ? {} : { inReplyTo: command.in_reply_to }),
    ...(command.metadata === undefined ? {} : { metadata: command.metadata }),
    ...(grants === undefined ? {} : { grants }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...deadline,
    ...(command.message_id === undefined ? {} : { fingerprint: fingerprintOfCommand(command) }),
  }));
}

/** Why these agents, in the contract's words. @param decidedAt RFC 3339, now if it is left out */
export function explainRoute(
  decision: RouteDecision,
  capability: string | undefined,
  decidedAt = new Date().toISOString(),
): RouteExplanation {
  return {
    ...(capability === undefined ? {} : { capability }),
    routing_strategy: decision.strategy,
    routed_to: decision.agents.map(({ name }) => name),
    reason: decision.reason,
    candidates: [...decision.candidates],
    decided_at: decidedAt,
  };
}

/** What makes a message this message; how its sender waits for the answer does not. */
export function fingerprintOfCommand(command: SendMessage): string {
  const { wait: _wait, follow_conversation: _follow, ...said } = command;
  return fingerprintOf('POST', '/api/v1/messages', said);
}
