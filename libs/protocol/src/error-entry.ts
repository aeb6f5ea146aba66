/** What one code of the catalogue means, for the client and for `docs/surface/errors.md`. */
export interface ErrorEntry {
  readonly status: number;
  readonly retryable: boolean;
  /** When it is answered. */
  readonly when: string;
  /** What the reader of the error should do next. */
  readonly remedy: string;
}
