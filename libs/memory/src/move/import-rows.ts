import { toSql } from 'pgvector';
import type { EntityRecord } from '#protocol';
import { chunkContent } from '../vectors/chunk-content.js';
import { workspaceOf, type Place } from '../place.js';
import type { StoredFact } from './merge-facts.js';
import type { EntityImport } from './plan-import.js';

/** The model whose vectors this server compares. */
export interface ServerModel {
  readonly fingerprint: string;
  /** Undefined until an endpoint has told it; nothing can be said to fit before. */
  readonly dimensions: number | undefined;
}

/** A record on its way in: where it belongs, and the line that it stood on. */
export interface PlacedRecord<T> {
  readonly line: number;
  readonly place: Place;
  readonly record: T;
}

/** A write with where it goes. */
export interface PlacedImport {
  readonly place: Place;
  readonly write: EntityImport;
  /** Vectors of exactly this content by this server's model; nothing when they are to be made. */
  readonly vectors: readonly string[] | undefined;
}

/** The vectors that came along, in order, if they are those of what is now remembered. */
export function fittingVectors(
  { embeddings }: EntityRecord,
  { entity, content }: EntityImport,
  { fingerprint, dimensions }: ServerModel,
): string[] | undefined {
  const given = embeddings
    .filter(({ model, embedding }) => model === fingerprint && embedding.length === dimensions)
    .sort((a, b) => a.chunk - b.chunk);
  const wanted = chunkContent(entity.entity_name, entity.entity_type, content).length;
  const isWhole = given.length === wanted && given.every(({ chunk }, index) => chunk === index);
  return isWhole ? given.map(({ embedding }) => toSql(embedding) as string) : undefined;
}

/** Rows for `memory_entities`, as JSON for one statement. */
export function toEntityRows(
  imports: readonly PlacedImport[],
  workspace: string,
  { fingerprint }: ServerModel,
): string {
  return JSON.stringify(
    imports.map(({ place, write: { entity, content, isContentNew }, vectors }) => {
      const { observations: _facts, uses: _uses, embeddings: _vectors, ...fields } = entity;
      return {
        ...fields,
        ...{ place, workspace: workspaceOf(place, workspace), content },
        ...{ name: entity.entity_name, type: entity.entity_type, is_content_new: isContentNew },
        embedded_as: vectors === undefined ? null : fingerprint,
      };
    }),
  );
}

/** A row for `memory_observations`. */
export interface FactRow extends StoredFact {
  readonly entity: string;
  readonly workspace: string;
}

export function toFactRows(
  imports: readonly PlacedImport[],
  workspace: string,
  which: 'added' | 'ended',
): FactRow[] {
  return imports.flatMap(({ place, write }) =>
    write[which].map((fact) => ({
      ...fact,
      ...{ entity: write.entity.entity_id, workspace: workspaceOf(place, workspace) },
    })),
  );
}

/** Rows for `memory_uses`. */
export function toUseRows(imports: readonly PlacedImport[], workspace: string): object[] {
  return imports.flatMap(({ place, write: { entity } }) =>
    entity.uses.map((use) => ({
      ...use,
      ...{ entity: entity.entity_id, workspace: workspaceOf(place, workspace) },
    })),
  );
}
