/** How long, how much and how often a model is asked. */
export interface AskLimits {
  /** One call, from the request to the last byte. Milliseconds. @default 60 seconds */
  readonly callMs: number;
  /**
   * Silence between two pieces of an answer that has begun. Before it has begun a model may think, or
   * be loaded from disk, for as long as the call may take. Milliseconds. @default 20 seconds
   */
  readonly idleMs: number;
  /** Bytes of one answer as it travels, unpacked. @default 8 MiB */
  readonly maxAnswerBytes: number;
  /** Characters of text, thoughts and tool arguments in one answer. @default 1 Mi */
  readonly maxAnswerCharacters: number;
  /** Calls after the first. @default 4 */
  readonly maxRetries: number;
  /** The first retry waits up to this long, each next one up to twice as long. @default 1 second */
  readonly backoffMs: number;
  /** No retry waits longer by its own choice. @default 8 seconds */
  readonly maxBackoffMs: number;
  /**
   * A provider that asks to be left alone for longer is not waited for: the turn gives up its worker
   * and comes back. Milliseconds. @default 20 seconds
   */
  readonly patienceMs: number;
}

export const defaultLimits: AskLimits = {
  callMs: 60_000,
  idleMs: 20_000,
  maxAnswerBytes: 8_388_608,
  maxAnswerCharacters: 1_048_576,
  maxRetries: 4,
  backoffMs: 1_000,
  maxBackoffMs: 8_000,
  patienceMs: 20_000,
};
