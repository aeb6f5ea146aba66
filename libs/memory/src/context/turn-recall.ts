import type { Caller, Database } from '#platform';
import type { Place } from '../place.js';
import type { Recall } from '../recall/recall.js';
import type { RecalledEntity } from '../recall/recall-query.js';
import { readEntities } from '../recall/recall.repository.js';
import { findRelatives } from './kin.repository.js';
import { rankMemories, type RankedMemory } from './rank-memories.js';

/** What a turn is about, and what of its memory may be shown. */
export interface TurnQuery {
  readonly text: string;
  readonly places: readonly Place[];
  /** Least cosine of what is not related to something found. */
  readonly minSimilarity: number;
  readonly hybrid: boolean;
  /** Memories at most. */
  readonly limit: number;
}

/** More candidates than are wanted: the ranking goes by more than nearness. */
const candidates = 30;
/** A model of sentences reads no more than about this of a text. */
const mostCharacters = 1_000;
/** Relations of the nearest so many are followed one step, weaker ones not. */
const rootsFollowed = 5;
const leastKinship = 0.5;
const mostRelatives = 20;

/** Finds and ranks what an agent should be shown in a turn. */
export class TurnRecall {
  constructor(
    private readonly database: Database,
    private readonly recall: Recall,
  ) {}

  /** The most useful first. Thrown when it aborts first: the signal's reason. */
  async find(
    caller: Caller,
    query: TurnQuery,
    now: Date,
    signal?: AbortSignal,
  ): Promise<RankedMemory[]> {
    const { places, minSimilarity, hybrid, limit } = query;
    const text = query.text.slice(0, mostCharacters).trim();
    if (text === '' || limit === 0) return [];
    const mode = hybrid ? 'hybrid' : 'semantic';
    const terms = {
      text,
      places,
      mode,
      minSimilarity,
      limit: Math.max(candidates, limit),
    } as const;
    const { entities } = await this.recall.find(caller, terms, signal);
    if (entities.length === 0) return [];
    const { kinships, relatives } = await this.relativesOf(caller, places, entities);
    return rankMemories([...entities, ...relatives], kinships, now).slice(0, limit);
  }

  private relativesOf(
    caller: Caller,
    places: readonly Place[],
    found: readonly RecalledEntity[],
  ): Promise<{ kinships: Parameters<typeof rankMemories>[1]; relatives: RecalledEntity[] }> {
    return this.database.read(caller, async (tx) => {
      const kinships = await findRelatives(tx, {
        places,
        ids: found.slice(0, rootsFollowed).map(({ id }) => id),
        minStrength: leastKinship,
        limit: mostRelatives,
      });
      const known = new Set(found.map(({ id }) => id));
      const others = kinships.map(({ id }) => id).filter((id) => !known.has(id));
      return { kinships, relatives: await readEntities(tx, [...new Set(others)]) };
    });
  }
}
