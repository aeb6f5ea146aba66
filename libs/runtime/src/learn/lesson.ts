import type { JsonObject } from '#protocol';

/** A turn that is over and is to be learned from. */
export interface Lesson {
  readonly id: string;
  readonly workspace: string;
  readonly place: string;
  readonly messageId: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly agentVersion: number;
  readonly conversationId: string;
  readonly said: {
    readonly sender: string;
    readonly performative: string;
    readonly capability?: string | undefined;
    readonly asked: JsonObject;
    readonly answered: JsonObject;
  };
  /** This one included. */
  readonly attempts: number;
  /** RFC 3339. */
  readonly saidAt: string;
  readonly token: string;
  /** The turn had read content from outside. */
  readonly isTainted: boolean;
}

/** A fact as a model read it out of a turn. Nothing about it is trusted. */
export interface LearnedFact {
  readonly subject: string;
  readonly type: string;
  readonly content: string;
  readonly predicate?: string | undefined;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Where lessons come from and what is learned goes: the lesson book of the memory. */
export interface Lessons {
  /** Nothing when the lesson is in other hands: then nothing was written. */
  learn(
    lesson: Lesson,
    facts: readonly LearnedFact[],
    rules: { readonly excluded: readonly string[]; readonly maxEntries: number | undefined },
  ): Promise<
    { readonly entities: readonly string[]; readonly refused: readonly object[] } | undefined
  >;
  postpone(lesson: Lesson, delayMs: number, error: string): Promise<void>;
  drop(lesson: Lesson): Promise<void>;
}
