/** What a statement does to the session beyond its transaction. */
export type SqlNote =
  | { readonly kind: 'listen'; readonly channel: string }
  /** Without a channel: all of them. */
  | { readonly kind: 'unlisten'; readonly channel?: string }
  /** A setting of the session may have changed. */
  | { readonly kind: 'settings' }
  /** All settings are those of the start again, whatever they were. */
  | { readonly kind: 'fresh settings' }
  /** A statement was prepared by SQL; the name is the engine's. */
  | { readonly kind: 'prepare'; readonly name: string }
  /** All prepared statements of the connection shall go. */
  | { readonly kind: 'deallocate all' };

/** What a text means for the shared session. */
export interface SqlReading {
  /** What the engine shall run instead. */
  readonly sql: string;
  readonly notes: readonly SqlNote[];
  /** Set when the client shall send data: the text is one `COPY … FROM STDIN`. */
  readonly copy?: { readonly isBinary: boolean };
}
