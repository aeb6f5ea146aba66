import type {
  MemoryEntity,
  MemoryGraph,
  MemoryMatches,
  MemoryResults,
  ObservationInput,
} from '#protocol';
import {
  scopeOf,
  type Link,
  type Neighbourhood,
  type NewObservation,
  type RecalledEntity,
  type WholeEntity,
} from '#memory';

type Match = MemoryMatches['matches'][number];
type Result = MemoryResults['results'][number];
/** By the id of an entity; absent when nobody asked for them. */
type Links = ReadonlyMap<string, readonly Link[]> | undefined;

/** A fact as the library takes it. */
export function readObservation(given: ObservationInput): NewObservation {
  if (typeof given === 'string') return { content: given };
  const { derived_from: derivedFrom, ...fact } = given;
  return { ...fact, derivedFrom };
}

/** One match: quick start section 8. */
export function viewMatch(entity: RecalledEntity, links: Links): Match {
  const { name, similarity = 0, content, type, createdAt, id, place, confidence } = entity;
  return {
    entity: name,
    similarity: round(similarity),
    content,
    metadata: {
      type,
      created: createdAt.toISOString(),
      entity_id: id,
      memory_scope: scopeOf(place),
      confidence: round(confidence),
      ...(entity.sourceMessageId === undefined
        ? {}
        : { source_message_id: entity.sourceMessageId }),
    },
    ...viewLinks({ id, name }, links),
  };
}

/** One result of `GET /memory/search`: caxton-facts §3.5. */
export function viewResult(entity: RecalledEntity, links: Links, agent: string): Result {
  return {
    entity_id: entity.id,
    entity_name: entity.name,
    entity_type: entity.type,
    similarity_score: round(entity.similarity ?? 0),
    observations: linesOf(entity.content),
    metadata: { ...entity.metadata },
    created_at: entity.createdAt.toISOString(),
    agent_id: agent,
    created_by: entity.createdBy,
    memory_scope: scopeOf(entity.place),
    confidence: round(entity.confidence),
    ...viewLinks(entity, links),
  };
}

function viewLinks(
  { id, name }: Pick<RecalledEntity, 'id' | 'name'>,
  links: Links,
): Pick<Match, 'relations'> {
  if (links === undefined) return {};
  return { relations: (links.get(id) ?? []).map((link) => viewLink(name, link)) };
}

/** A relation as it points, seen from one of its ends. */
function viewLink(name: string, link: Link): NonNullable<Match['relations']>[number] {
  const [from, to] = link.is_outgoing ? [name, link.other] : [link.other, name];
  return {
    relation_id: link.id,
    relation_type: link.type,
    direction: link.is_outgoing ? 'outgoing' : 'incoming',
    from_entity: from,
    to_entity: to,
    bidirectional: link.bidirectional,
    strength: round(link.strength),
    confidence: round(link.confidence),
    valid_from: link.valid_from?.toISOString() ?? null,
    valid_to: link.valid_to?.toISOString() ?? null,
  };
}

/** The facts of an entity, one a line. */
function linesOf(content: string): string[] {
  return content.split('\n').filter((line) => line !== '');
}

export function viewEntity({ entity, observations }: WholeEntity): MemoryEntity {
  return {
    entity_id: entity.id,
    entity_name: entity.name,
    entity_type: entity.type,
    memory_scope: scopeOf(entity.place),
    confidence: round(entity.confidence),
    strength: round(entity.strength),
    version: entity.version,
    pinned: entity.pinned,
    tainted: observations.some(({ state, tainted }) => state === 'current' && tainted),
    metadata: { ...entity.metadata },
    created_by: entity.created_by,
    created_at: entity.created_at.toISOString(),
    updated_at: entity.updated_at.toISOString(),
    valid_from: entity.valid_from?.toISOString() ?? null,
    valid_to: entity.valid_to?.toISOString() ?? null,
    observations: observations.map((fact) => ({
      observation_id: fact.id,
      content: fact.content,
      predicate: fact.predicate,
      confidence: round(fact.confidence),
      state: fact.state,
      superseded_by: fact.superseded_by,
      valid_from: fact.valid_from.toISOString(),
      valid_to: fact.valid_to?.toISOString() ?? null,
      created_by: fact.created_by,
      source_message_id: fact.source_message_id,
      created_at: fact.created_at.toISOString(),
      tainted: fact.tainted,
    })),
  };
}

export function viewNodes(
  { nodes }: Neighbourhood,
  withObservations: boolean,
): MemoryGraph['graph']['nodes'] {
  return nodes.map(({ name, type, depth, content }) => ({
    entity_name: name,
    entity_type: type,
    depth,
    ...(withObservations ? { observations: linesOf(content) } : {}),
  }));
}

export function viewEdges({ nodes, edges }: Neighbourhood): MemoryGraph['graph']['edges'] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map((edge) => ({
    relation_id: edge.id,
    from: names.get(edge.from_id) ?? edge.from_id,
    to: names.get(edge.to_id) ?? edge.to_id,
    relation_type: edge.type,
    strength: round(edge.strength),
    confidence: round(edge.confidence),
    bidirectional: edge.bidirectional,
    valid_from: timestampOf(edge.valid_from),
    valid_to: timestampOf(edge.valid_to),
  }));
}

function timestampOf(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** Figures are told to a thousandth; Postgres keeps them as single floats. */
export function round(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
