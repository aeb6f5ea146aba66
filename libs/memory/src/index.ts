import { MemoryEmbeddingEntity } from './entities/memory-embedding.entity.js';
import { MemoryEntityEntity } from './entities/memory-entity.entity.js';
import { MemoryObservationEntity } from './entities/memory-observation.entity.js';
import { MemoryRelationEntity } from './entities/memory-relation.entity.js';
import { MemoryUseEntity } from './entities/memory-use.entity.js';

/** The tables of this library, for the mapper. */
export const memoryEntities = [
  MemoryEmbeddingEntity,
  MemoryEntityEntity,
  MemoryObservationEntity,
  MemoryRelationEntity,
  MemoryUseEntity,
] as const;

export { Memory } from './memory.js';
export { openMemory, type OpenMemory } from './open-memory.js';
export { placeOf, placesInSight, scopeOf, type Place } from './place.js';
export type { RecalledEntity, RecallQuery } from './recall/recall-query.js';
export type { NewMemory, NewObservation } from './write/new-memory.js';
export type { Remembered } from './write/remember-all.js';
export { MemoryView, type WholeEntity } from './view/memory-view.js';
export type { Neighbourhood } from './graph/read-graph.js';
