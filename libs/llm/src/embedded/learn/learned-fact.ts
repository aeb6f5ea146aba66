/** A fact as a model that reads a turn gives it. */
export interface LearnedFact {
  readonly subject: string;
  readonly type: string;
  readonly content: string;
  readonly predicate?: string;
  readonly confidence: number;
}
