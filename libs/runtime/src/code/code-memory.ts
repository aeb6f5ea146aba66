/** What `turn.memory.recall` finds. */
export interface FoundMemory {
  readonly entity: string;
  readonly type: string;
  /** Its facts, one a line. */
  readonly content: string;
  /** Cosine to the query, 0 to 1; absent when only its words were looked at. */
  readonly similarity?: number;
  /** When it was last written. RFC 3339. */
  readonly updated: string;
  /** The message that it was learned from. */
  readonly source?: string;
  /** It was learned in a turn that had read content from outside; from here on this turn is tainted too. */
  readonly tainted?: boolean;
}

/** How a memory is searched. */
export interface RecallOptions {
  /** 1 to 50. @default `memory.settings.max_results` of the agent, 10 */
  readonly limit?: number;
  /** Least cosine. @default `memory.settings.search_threshold` of the agent, 0.4 */
  readonly min_similarity?: number;
}

/** A fact: a sentence that can be understood by itself, or one with the question that it answers. */
export type FactToRemember =
  | string
  | {
      readonly content: string;
      /** A later fact with the same one takes its place. */
      readonly predicate?: string;
      /** 0 to 1. @default 0.9 */
      readonly confidence?: number;
    };

export interface RememberOptions {
  /** What kind of thing the entity is. @default fact */
  readonly type?: string;
}

/** What will be remembered, and what the gate left out. */
export interface NotedFacts {
  /** The name that the entity is remembered under. */
  readonly entity: string;
  /** Facts that are noted; what is known of the entity already is not said twice. */
  readonly facts: number;
  readonly refused: readonly { readonly content: string; readonly reason: string }[];
}

export interface RelateOptions {
  /** 0 to 1. @default as it is known, or 0.5 */
  readonly strength?: number;
  /** @default as it is known, or false */
  readonly bidirectional?: boolean;
}

/**
 * What the agent knows, in its scope. What is noted here is written with the commit of the turn, and not at
 * all without one; what is found is named in `memory_used` of the reply. Should the turn run again, the
 * same is found and nothing is noted twice. An agent without `memory` is told so by an error
 * (`MEMORY_DISABLED`).
 */
export interface CodeMemory {
  /** What bears on the query, the nearest first: its own memories and those that are shared with it. */
  recall(query: string, options?: RecallOptions): Promise<readonly FoundMemory[]>;
  /** Notes facts about something, unless the gate refuses them or they are known. */
  remember(
    entity: string,
    facts: FactToRemember | readonly FactToRemember[],
    options?: RememberOptions,
  ): Promise<NotedFacts>;
  /** Notes how one thing stands to another; both are remembered already, or in this turn. */
  relate(from: string, to: string, type: string, options?: RelateOptions): Promise<void>;
}
