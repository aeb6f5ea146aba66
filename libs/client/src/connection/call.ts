/** What a call may send as it is. */
type Bytes = NonNullable<RequestInit['body']>;

/** A call to the server, ready to be sent, as often as need be. */
export interface Call {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether doing it twice does no more than doing it once. */
  readonly isRepeatable: boolean;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly bytes?: Bytes;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly attempts?: number | undefined;
  /** How long the server was asked to hold its answer, on top of what answering takes. */
  readonly heldMs?: number;
}

/** Reads what is wanted out of an answer that went well. */
export type Read<Answer> = (response: Response) => Promise<Answer>;
