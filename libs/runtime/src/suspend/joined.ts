import type { JsonObject } from '#protocol';

/** One agent's answer, or why there is none. */
export interface OneAnswer {
  readonly capability: string;
  readonly agent?: string;
  readonly performative?: string;
  readonly content: JsonObject;
  /** Whoever answered had read content from outside. */
  readonly tainted?: true;
}

/** What came of a question. */
export interface Joined {
  /** As many good answers as were wanted have come. */
  readonly complete: boolean;
  readonly answers: readonly OneAnswer[];
  /** Failures and refusals, and what could not be asked. */
  readonly failures: readonly OneAnswer[];
  /** Who had not answered by then. */
  readonly missing: readonly { readonly agent: string; readonly capability: string }[];
}
