import type { JsonObject } from '#protocol';

/** One fact on its way into memory. */
export interface NewObservation {
  readonly content: string;
  /** The question it answers: a fact with the same one gives way to it. */
  readonly predicate?: string | undefined;
  /** 0 to 1. @default 1 */
  readonly confidence?: number | undefined;
  /** Why people are to look at it before it counts. @default it counts at once */
  readonly reviewReason?: string | undefined;
  /** RFC 3339: when it was said. What was said later about the same stays. @default now */
  readonly since?: string | undefined;
  /** It was read out of a text by a machine: against what is known more surely, people decide. @default false */
  readonly isGuess?: boolean | undefined;
  /** Ids of the facts that it follows from: it goes when one of them is retracted. */
  readonly derivedFrom?: readonly string[] | undefined;
}

/** Something on its way into memory. */
export interface NewMemory {
  readonly name: string;
  readonly type: string;
  /** What is known of its type counts more. @default a name of another type is refused */
  readonly isTypeGuessed?: boolean | undefined;
  readonly observations: readonly NewObservation[];
  /** 0 to 1. @default 1, or what is known */
  readonly confidence?: number | undefined;
  /** 0 to 1. @default 1, or what is known */
  readonly strength?: number | undefined;
  readonly metadata?: JsonObject | undefined;
  /** RFC 3339. */
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
}

/** Where a memory comes from. */
export interface Provenance {
  /** An agent's name, or `api_client`. */
  readonly by: string;
  /** The message that it was learned from. */
  readonly messageId?: string | undefined;
  /** The turn had read content from outside: what it wrote may be the word of others. @default false */
  readonly isTainted?: boolean | undefined;
}
