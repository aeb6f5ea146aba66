import type { JsonObject, JsonValue } from '#protocol';
import type { Tx } from '#platform';
import type { Turn } from '#messaging';
import type { AgentMemory } from '#tools';
import type { MemoryUse } from './memory-use.js';

/** A memory as a turn is shown it. */
export interface ShownMemory {
  readonly id: string;
  readonly entity: string;
  readonly type: string;
  /** Its facts, one a line. */
  readonly content: string;
  /** Cosine to the request, when it has a vector. */
  readonly similarity?: number;
  /** The message that it was learned from. */
  readonly source?: string;
  /** The id of the relation that led to it, when it would not have been as near by itself. */
  readonly through?: string;
  /** It is what a turn learned that had read content from outside, or a relation led to it that is. */
  readonly tainted?: boolean;
}

/** What a search found. */
interface SeenMemory {
  readonly id: string;
  readonly entity: string;
  /** A turn learned it that had read content from outside. */
  readonly tainted?: boolean;
}

/** What the tools of memory did in a turn. Plain data, so that the journal can keep it. */
export interface Noted {
  /** To be written with the commit, in order. What each holds is the memory's own. */
  readonly notes: readonly JsonObject[];
  /** What searches found: it may have gone into the answer. */
  readonly seen: readonly SeenMemory[];
}

/** The memory in the hands of the tools of one turn. */
export interface TurnNotebook extends AgentMemory {
  /** Everything noted so far. */
  readonly noted: Noted;
  /** What an earlier attempt noted and did not get to write. */
  noteAgain(noted: Noted): void;
}

/** What a turn leaves in memory when it is committed. */
export interface LeftBehind {
  readonly noted: Noted;
  /** The turn has read content from outside: what it leaves may be the word of others. */
  readonly isTainted: boolean;
  /** Ids of the memories that went into the answer, and of the relations that led to them. */
  readonly used: { readonly entities: readonly string[]; readonly relations: readonly string[] };
  /** The content of the answer, from which and from the message may be learned. */
  readonly answer: Readonly<Record<string, JsonValue>>;
}

/** What agents know, as turns use it; the worker puts it together. */
export interface TurnMemories {
  /** What bears on the message, the most useful first. Rejects with the signal's reason. */
  recall(turn: Turn, use: MemoryUse, signal: AbortSignal): Promise<readonly ShownMemory[]>;
  /** For the tools of one attempt. */
  open(turn: Turn, use: MemoryUse): TurnNotebook;
  /** What the commit is to write; nothing when there is nothing. */
  leave(turn: Turn, use: MemoryUse, left: LeftBehind): ((tx: Tx) => Promise<void>) | undefined;
}
