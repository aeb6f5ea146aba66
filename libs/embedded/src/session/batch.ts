import type { SqlNote } from '../sql/sql-note.js';

/** Messages that the engine shall take as one piece: nobody's work may come between them. */
export interface Batch {
  readonly kind: 'batch';
  readonly bytes: Buffer;
  /** False when it ends with Flush: the connection then holds the session until Sync. */
  readonly isComplete: boolean;
  /** It carries the data of COPY, which the client was asked for already. */
  readonly copies: boolean;
  readonly notes: readonly SqlNote[];
  /** Statements it prepares, by the engine's names. */
  readonly prepares: ReadonlySet<string>;
  /** Statements that are gone if it succeeds. */
  readonly closes: ReadonlySet<string>;
  /** It relies on the unnamed statement of an earlier batch. */
  readonly borrowsUnnamed: boolean;
  /** The unnamed statement it leaves behind; null when it removes it, undefined when untouched. */
  readonly unnamed: Buffer | null | undefined;
}

/** What a connection wants of the session, in the order it said so. */
export type Work =
  | Batch
  /** The client shall be asked for the data of its COPY. */
  | { readonly kind: 'copy-in'; readonly isBinary: boolean }
  /** The client is going, or gone: leave nothing of it in the session. */
  | { readonly kind: 'farewell' };
