import {
  apiClient,
  parseDuration,
  ProtocolError,
  readPerformative,
  type JsonObject,
  type RouteExplanation,
  type SendMessage,
} from '#protocol';
import { createId } from '#platform';
import type { RouteDecision } from '#agents';
import type { NewMessage } from '../new-message.js';
import { fingerprintOf } from './idempotency.js';

/** The messages a command becomes: one per chosen agent, several only for a broadcast. */
export function composeMessages(
  command: SendMessage,
  conversationId: string,
  decision: RouteDecision,
): NewMessage[] {
  const acceptedAt = new Date().toISOString();
  const replyBy = deadlineOf(command, acceptedAt);
  const route = explainRoute(decision, command.capability) as unknown as JsonObject;
  return decision.agents.map((agent, index) => ({
    id: index === 0 ? (command.message_id ?? createId('msg')) : createId('msg'),
    conversationId,
    performative: readPerformative(command.performative) ?? 'request',
    sender: apiClient,
    content: command.content,
    agent: { id: agent.id, name: agent.name },
    hops: 0,
    acceptedAt,
    event: 'message.accepted',
    route,
    ...(command.capability === undefined ? {} : { capability: command.capability }),
    ...(command.in_reply_to === undefined ? {} : { inReplyTo: command.in_reply_to }),
    ...(command.metadata === undefined ? {} : { metadata: command.metadata }),
    ...(replyBy === undefined ? {} : { replyBy }),
    ...(command.message_id === undefined ? {} : { fingerprint: fingerprintOfCommand(command) }),
  }));
}

/** The earlier of `reply_by` and now plus `timeout`. @throws {ProtocolError} when it has passed */
function deadlineOf({ reply_by, timeout }: SendMessage, now: string): string | undefined {
  const instants = [
    ...(reply_by === undefined ? [] : [Date.parse(reply_by)]),
    ...(timeout === undefined ? [] : [Date.parse(now) + parseDuration(timeout)]),
  ];
  if (instants.length === 0) return undefined;
  const deadline = Math.min(...instants);
  if (deadline <= Date.parse(now)) {
    throw new ProtocolError('INVALID_REQUEST', 'reply_by must be in the future', {
      errors: [{ field: 'reply_by', rule: 'future', message: 'must be in the future' }],
    });
  }
  return new Date(deadline).toISOString();
}

/** Why these agents, in the contract's words. */
export function explainRoute(
  decision: RouteDecision,
  capability: string | undefined,
): RouteExplanation {
  return {
    ...(capability === undefined ? {} : { capability }),
    routing_strategy: decision.strategy,
    routed_to: decision.agents.map(({ name }) => name),
    reason: decision.reason,
    candidates: [...decision.candidates],
    decided_at: new Date().toISOString(),
  };
}

/** What makes a message this message; how its sender waits for the answer does not. */
export function fingerprintOfCommand(command: SendMessage): string {
  const { wait: _wait, follow_conversation: _follow, ...said } = command;
  return fingerprintOf('POST', '/api/v1/messages', said);
}
