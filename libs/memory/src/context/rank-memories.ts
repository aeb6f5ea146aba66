import type { RecalledEntity } from '../recall/recall-query.js';
import { scoreOf } from '../recall/fuse.js';

/** How an entity that was found stands to others: its strongest relation to one of them. */
export interface Kinship {
  readonly id: string;
  readonly relative: string;
  /** Strength of the relation, 0 to 1. */
  readonly strength: number;
  /** The id of the relation. */
  readonly relation: string;
  /** It was said in a turn that had read content from outside. */
  readonly isTainted: boolean;
}

/** A memory with the figure that it is ranked by. */
export interface RankedMemory extends RecalledEntity {
  readonly score: number;
  /** The relation that lifted it above what it is by itself. */
  readonly through?: string;
}

/** Days after which what was not renewed counts half as fresh. */
const halfLifeDays = 30;
const dayMs = 86_400_000;

/** What each property can take from a memory at most, when it is 0 instead of 1. */
const weights = { confidence: 0.15, strength: 0.1, recency: 0.1 };

/** What a relation of full strength to the best memory adds, as a share of that memory's score. */
const kinshipShare = 0.5;

/**
 * In which order memories are put before a model. Nearness to the request leads; what is doubtful,
 * weak or old loses up to a third of it; what is related to something near is lifted towards it:
 *
 *   own   = (cosine + 0.1 × fit of words) × (1 − 0.15 (1−confidence) − 0.1 (1−strength) − 0.1 (1−recency))
 *   score = max(own, 0.5 × strength of the relation × own score of the relative)
 *
 * Recency halves every 30 days. Equal scores are ordered by id, so that the same memories always stand
 * in the same order.
 */
export function rankMemories(
  found: readonly RecalledEntity[],
  kinships: readonly Kinship[],
  now: Date,
): RankedMemory[] {
  const own = new Map(found.map((entity) => [entity.id, ownScore(entity, now)]));
  return found
    .map((entity): RankedMemory => {
      const score = own.get(entity.id) ?? 0;
      const lift = strongestLift(entity.id, kinships, own);
      const isLifted = lift !== undefined && lift.score > score;
      if (!isLifted) return { ...entity, score };
      return { ...entity, ...lift, isTainted: entity.isTainted || lift.isTainted };
    })
    .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id));
}

function strongestLift(
  entity: string,
  kinships: readonly Kinship[],
  own: ReadonlyMap<string, number>,
): Required<Pick<RankedMemory, 'score' | 'through' | 'isTainted'>> | undefined {
  const [first] = kinships
    .filter(({ id }) => id === entity)
    .map(({ relative, strength, relation, isTainted }) => ({
      isTainted,
      score: kinshipShare * strength * (own.get(relative) ?? 0),
      through: relation,
    }))
    .sort((a, b) => b.score - a.score || a.through.localeCompare(b.through));
  return first;
}

function ownScore(entity: RecalledEntity, now: Date): number {
  const { confidence, strength, updatedAt } = entity;
  const days = Math.max(0, now.getTime() - updatedAt.getTime()) / dayMs;
  const recency = 0.5 ** (days / halfLifeDays);
  const loss =
    weights.confidence * (1 - confidence) +
    weights.strength * (1 - strength) +
    weights.recency * (1 - recency);
  return scoreOf(entity) * (1 - loss);
}
