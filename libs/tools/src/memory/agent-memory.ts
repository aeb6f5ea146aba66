import type { JsonObject } from '#protocol';

/** A fact that an agent wants remembered. */
export interface ToldFact {
  readonly content: string;
  /** The question it answers: a later fact with the same one takes its place. */
  readonly predicate?: string | undefined;
  /** 0 to 1. */
  readonly confidence?: number | undefined;
}

/** The memory in the hands of one agent in one turn: it reaches what that agent may, and no more. */
export interface AgentMemory {
  /** Takes note; what was noted is written with the commit of the turn. */
  remember(
    about: { readonly entity: string; readonly type: string; readonly facts: readonly ToldFact[] },
    signal: AbortSignal,
  ): Promise<JsonObject>;
  search(
    query: {
      readonly text: string;
      readonly limit: number;
      readonly minSimilarity: number;
      /** Whether what holds every word of the text is found too, however far its meaning. @default true */
      readonly hybrid?: boolean;
    },
    signal: AbortSignal,
  ): Promise<JsonObject>;
  /** Takes note of a relation, as `remember` does. What is left out of it stays as it is known. */
  relate(relation: {
    readonly from: string;
    readonly to: string;
    readonly type: string;
    /** 0 to 1. */
    readonly strength?: number | undefined;
    readonly bidirectional?: boolean | undefined;
  }): Promise<JsonObject>;
}
