import type { Mode } from '#platform';

/** What does not change while the server runs, for the health call and the documentation. */
export class ServerFacts {
  constructor(
    readonly version: string,
    readonly mode: Mode,
    /** Milliseconds since 1970. */
    readonly startedAt: number,
    /** Which model answers; absent in a process that runs no turns. */
    readonly model?: { readonly provider: string; readonly model: string },
  ) {}
}
