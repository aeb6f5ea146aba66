/** What an agent did for one capability, out of its last 200 messages of it that ended. */
export interface ProviderFigures {
  /** Mail that waits for the agent or is worked on, whatever it is for. */
  readonly pending: number;
  readonly succeeded: number;
  /** Failed, or not answered before its deadline. */
  readonly failed: number;
  /** Milliseconds from acceptance to the end, on average; 0 when nothing has ended. */
  readonly responseMs: number;
  /** Milliseconds that the turn itself took, on average; 0 when none was taken. */
  readonly turnMs: number;
  /** When the last message ended. */
  readonly lastUsed: Date | undefined;
}

/** Of an agent that nothing is known of: nothing waits, nothing has happened. */
export const noFigures: ProviderFigures = {
  pending: 0,
  succeeded: 0,
  failed: 0,
  responseMs: 0,
  turnMs: 0,
  lastUsed: undefined,
};
