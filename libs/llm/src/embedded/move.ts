import type { Ranked } from '#embeddings';
import type { JsonObject } from '#protocol';
import type { Reading } from './reading.js';

/** A tool call that the embedded model wants made. */
interface PlannedCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** An answer: words, and the same as the content of the reply. */
export interface ComposedAnswer {
  readonly text: string;
  readonly structured: JsonObject;
  /** It says only that there is nothing to answer with. */
  readonly isAdmission?: boolean;
}

/** What the embedded model does next: ask for a tool, or answer. */
export type Move =
  | { readonly kind: 'call'; readonly call: PlannedCall }
  | { readonly kind: 'answer'; readonly answer: ComposedAnswer };

/** One thing it can do. Says nothing when the request is not of its kind. */
export type Skill = (reading: Reading, mind: Mind) => Promise<Move | undefined> | Move | undefined;

/** How it compares meanings. */
export interface Mind {
  /** The candidates by the nearness of their texts to the query, nearest first. */
  rank<T>(query: string, candidates: readonly Spoken<T>[]): Promise<readonly Ranked<T>[]>;
}

/** Something and a text that stands for it. */
export interface Spoken<T> {
  readonly item: T;
  readonly text: string;
}

export function call(name: string, args: JsonObject): Move {
  return { kind: 'call', call: { name, arguments: args } };
}

/** `memory_used` is there in every answer, as the contract prints it. */
export function answer(text: string, more: JsonObject = {}): Move {
  return { kind: 'answer', answer: { text, structured: { memory_used: [], ...more } } };
}

/** Whether it tells what was found, and not only words. */
export function hasFindings({ structured }: ComposedAnswer): boolean {
  return typeof structured['analysis'] === 'string';
}
