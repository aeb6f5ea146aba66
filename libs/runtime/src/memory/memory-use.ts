/** How an agent uses its memory, defaults filled in. Absent: it has none. */
export interface MemoryUse {
  readonly scope: 'agent' | 'conversation' | 'workspace' | 'global';
  /** Whether it learns from its turns by itself. */
  readonly learns: boolean;
  /** Whether memories are put into its prompts. */
  readonly isShown: boolean;
  /** Memories that one turn is shown at most. */
  readonly most: number;
  /** Least cosine to the request of what is shown. */
  readonly minSimilarity: number;
  /** Whether what holds every word of the request is shown as well. */
  readonly hybrid: boolean;
  /** Tokens of the prompt that memories may take. Absent: a quarter of the budget. */
  readonly contextTokens: number | undefined;
  /** Texts that nothing learned may hold. */
  readonly excluded: readonly string[];
  /** Entities of its scope beyond which it learns nothing new. */
  readonly maxEntries: number | undefined;
}
