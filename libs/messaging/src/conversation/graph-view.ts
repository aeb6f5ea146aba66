import type { ConversationGraph, JsonObject, JsonValue, MessageStatus } from '#protocol';
import type { NodeRow } from './graph.repository.js';
import { waitingFor, type Waits } from './waits.repository.js';

type GraphNode = ConversationGraph['nodes'][number];
type GraphEdge = ConversationGraph['edges'][number];

/** A message as a graph prints it. */
export function viewNode(row: NodeRow, waits: Waits): GraphNode {
  const isMail = row.routed_to !== null;
  const artifacts = listOf(row.artifacts);
  return {
    id: row.id,
    seq: Number(row.seq),
    performative: row.performative,
    sender: row.sender,
    ...named('receiver', row.receiver),
    ...named('capability', row.capability),
    ...named('agent', row.routed_to),
    ...named('rule', row.rule),
    ...(isMail ? { status: standingOf(row, waits) } : {}),
    ...waitingFor(waits.get(row.id)),
    ...named('error_code', row.error_code),
    hops: row.hops,
    ...(row.grants === null ? {} : { grants: row.grants }),
    accepted_at: row.accepted_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    settled_at: row.settled_at?.toISOString() ?? null,
    ...(row.tool_calls === null ? {} : { tool_calls: row.tool_calls }),
    ...(artifacts.length === 0 ? {} : { artifacts }),
  };
}

function standingOf({ id, running, status }: NodeRow, waits: Waits): MessageStatus {
  if (running) return 'processing';
  return waits.has(id) ? 'waiting' : status;
}

/** What a message leads back to: what it answers, and else the message whose turn sent it. */
export function viewEdges({ id, in_reply_to: answered, cause_id: cause }: NodeRow): GraphEdge[] {
  const edges: GraphEdge[] = [];
  if (answered !== null) edges.push({ from: id, to: answered, kind: 'in_reply_to' });
  if (cause !== null && cause !== answered) edges.push({ from: id, to: cause, kind: 'caused_by' });
  return edges;
}

function named<Name extends string>(
  name: Name,
  value: string | null,
): Partial<Record<Name, string>> {
  return value === null ? {} : ({ [name]: value } as Record<Name, string>);
}

function listOf(artifacts: JsonValue | null): JsonObject[] {
  if (!Array.isArray(artifacts)) return [];
  return artifacts.filter(
    (artifact): artifact is JsonObject =>
      typeof artifact === 'object' && artifact !== null && !Array.isArray(artifact),
  );
}
