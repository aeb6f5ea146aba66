import { MemoryDerivationEntity } from './entities/memory-derivation.entity.js';
import { MemoryEmbeddingEntity } from './entities/memory-embedding.entity.js';
import { MemoryEntityEntity } from './entities/memory-entity.entity.js';
import { MemoryLessonEntity } from './entities/memory-lesson.entity.js';
import { MemoryModelEntity } from './entities/memory-model.entity.js';
import { MemoryObservationEntity } from './entities/memory-observation.entity.js';
import { MemoryPolicyEntity } from './entities/memory-policy.entity.js';
import { MemoryRelationUseEntity } from './entities/memory-relation-use.entity.js';
import { MemoryRelationVersionEntity } from './entities/memory-relation-version.entity.js';
import { MemoryRelationEntity } from './entities/memory-relation.entity.js';
import { MemoryRetractedFactEntity } from './entities/memory-retracted-fact.entity.js';
import { MemoryRetractedRelationEntity } from './entities/memory-retracted-relation.entity.js';
import { MemoryRetractionEntity } from './entities/memory-retraction.entity.js';
import { MemoryTombstoneEntity } from './entities/memory-tombstone.entity.js';
import { MemoryUseEntity } from './entities/memory-use.entity.js';

/** The tables of this library, for the mapper. */
export const memoryEntities = [
  MemoryDerivationEntity,
  MemoryEmbeddingEntity,
  MemoryEntityEntity,
  MemoryLessonEntity,
  MemoryModelEntity,
  MemoryObservationEntity,
  MemoryPolicyEntity,
  MemoryRelationEntity,
  MemoryRelationUseEntity,
  MemoryRelationVersionEntity,
  MemoryRetractedFactEntity,
  MemoryRetractedRelationEntity,
  MemoryRetractionEntity,
  MemoryTombstoneEntity,
  MemoryUseEntity,
] as const;

export { Memory } from './memory.js';
export { MemoryExport } from './move/memory-export.js';
export type { MemoryImport } from './move/memory-import.js';
export type { Selection } from './move/selection.js';
export { openMemory, type OpenMemory } from './open-memory.js';
export { placeOf, placesInSight, scopeOf, type Place } from './place.js';
export { findNearest } from './recall/nearest.js';
export type { Recalled } from './recall/recall.js';
export type { RecalledEntity, RecallQuery } from './recall/recall-query.js';
export type { NewMemory, NewObservation } from './write/new-memory.js';
export type { Remembered } from './write/remember-all.js';
export type { ListedEntity } from './view/listing.repository.js';
export { MemoryView, type WholeEntity } from './view/memory-view.js';
export type { Link } from './graph/link.repository.js';
export type { Neighbourhood } from './graph/read-graph.js';
export type { WholeRelation } from './graph/relation-history.repository.js';
export { acceptFact } from './audit/accept-fact.js';
export { findStandingFacts, type Fact } from './audit/fact.repository.js';
export { MemoryAudit } from './audit/memory-audit.js';
export { retractRelation } from './audit/retract-relation.js';
export { retractFacts, type ChangedFact, type RetractionOrder } from './audit/retract.js';
export type { Retraction } from './audit/retraction.repository.js';
export type { WaitingFact } from './audit/review.repository.js';
export type { TakenRelation } from './audit/retracted-relation.repository.js';
export type { TakenBack } from './audit/taken-back.repository.js';
export { undoRetraction } from './audit/undo-retraction.js';
export type { RankedMemory } from './context/rank-memories.js';
export { answerExcerptOf, excerptOf, isWorthLearning } from './learn/excerpt.js';
export { composeMemories } from './learn/compose-memories.js';
export { entityNameOf } from './learn/entity-name.js';

export type { Lesson } from './learn/lesson.js';
export { storeTurn, type Note } from './turn/store-turn.js';
export { eraseSubject, liftErasure } from './erase/erase-subject.js';
export { MemoryRetention } from './lifecycle/memory-retention.js';
export { RecentTimes, type MemoryFigures, type MemoryTimes } from './report/memory-figures.js';
export type { MemoryReport } from './report/memory-report.js';
export type { ScopeStatistics } from './report/statistics.repository.js';
