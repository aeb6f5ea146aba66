/** How a conversation is followed. */
export interface FollowOptions {
  /** Only events after this number: the last one that is known already. @default 0 */
  readonly after?: number | undefined;
  /** Go on when the conversation is completed, until the signal is aborted. @default false */
  readonly keepOpen?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How often in a row to come back without getting anywhere, before giving up. @default 10 */
  readonly attempts?: number | undefined;
  /** After how long without any sign a stream is given up and resumed. @default 45 seconds */
  readonly silenceMs?: number | undefined;
}
