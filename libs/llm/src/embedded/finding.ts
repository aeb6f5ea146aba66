import type { Topic } from './focus.js';

/** One figure of an answer, with the words for it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly period?: string;
  readonly unit?: string;
}

/** Something found in data: a sentence, in short, and the figures it rests on. */
export interface Finding {
  readonly topic: Topic | 'scope' | 'named' | 'groups' | 'columns' | 'gaps';
  readonly sentence: string;
  /** The same as a headline. Absent: not worth one. */
  readonly insight?: string;
  readonly figures: readonly Figure[];
}
