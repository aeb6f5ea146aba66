import type { JsonObject, Performative } from '#protocol';

/** What is asked of other agents. */
export interface Question {
  /** By which the answers are found again when the turn goes on. */
  readonly requestHash: string;
  readonly capabilities: readonly string[];
  readonly performative: Performative;
  readonly content: JsonObject;
  /** All that provide a capability, not the best one. */
  readonly everybody: boolean;
  /** Good answers that are enough; more than there are agents: all of them. */
  readonly wanted: number;
  readonly timeoutMs: number;
}
