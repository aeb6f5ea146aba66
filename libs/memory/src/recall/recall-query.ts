import type { JsonObject, RecallMode } from '#protocol';
import type { Place } from '../place.js';

/** What is looked for, where, and how. */
export interface RecallQuery {
  readonly text: string;
  readonly places: readonly Place[];
  readonly mode: RecallMode;
  /** Least true cosine similarity, 0 to 1. Matches of exact words alone need none. */
  readonly minSimilarity: number;
  readonly limit: number;
  /** Only entities of these types. @default all */
  readonly types?: readonly string[] | undefined;
  /** `all`: also what no longer holds. Instants: what held then, or at some time between. @default what holds now */
  readonly at?: 'all' | { readonly asOf: string } | TimeSpan | undefined;
}

/** From one instant to another, both included. RFC 3339. */
interface TimeSpan {
  /** @default always */
  readonly from?: string | undefined;
  /** @default forever */
  readonly to?: string | undefined;
}

/** Something that was found. */
export interface RecalledEntity {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly place: Place;
  readonly content: string;
  readonly confidence: number;
  readonly strength: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly sourceMessageId: string | undefined;
  /** An agent, or `api_client`. */
  readonly createdBy: string;
  readonly metadata: JsonObject;
  /** A fact that holds of it was learned in a turn that had read content from outside. */
  readonly isTainted: boolean;
  /** Cosine, 0 to 1; undefined when it was not measured: words alone found it. */
  readonly similarity: number | undefined;
  /** How well the words fit, relative to the best of this search: 0 to 1. */
  readonly wordRank: number;
  /** It holds every word of the query: a name, a number or a phrase was meant. */
  readonly hasAllWords: boolean;
}

/** The query as a vector, and the model that made it. */
export interface QueryVector {
  readonly vector: Float32Array;
  readonly fingerprint: string;
}
