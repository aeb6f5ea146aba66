import type { JsonObject } from '#protocol';

/** A memory by its id and the name that answers use for it. */
interface NamedMemory {
  readonly id: string;
  readonly entity: string;
  /** The relation that led to it. */
  readonly through?: string;
}

/** What went into an answer: names for the reply, ids for the record, and the relations that led there. */
export interface UsedMemories {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly relations: readonly string[];
}

/**
 * The memories that went into an answer: those that it names itself, as far as they were there to be used;
 * an answer that says nothing of it may have used all that it was shown.
 */
export function memoriesUsed(
  content: JsonObject | undefined,
  available: readonly NamedMemory[],
): UsedMemories {
  const told = content?.['memory_used'];
  const names = Array.isArray(told) ? new Set<unknown>(told) : undefined;
  const used = available.filter(({ entity }) => names?.has(entity) !== false);
  return {
    names: [...new Set(used.map(({ entity }) => entity))],
    ids: [...new Set(used.map(({ id }) => id))],
    relations: [
      ...new Set(used.flatMap(({ through }) => (through === undefined ? [] : [through]))),
    ],
  };
}
