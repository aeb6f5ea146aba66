/** How many texts were asked for, how many of them were known, and what the others took. */
export interface EmbedderFigures {
  /** Texts whose vector was kept from before. */
  readonly known: number;
  /** Vectors that were made. */
  readonly made: number;
  /** Milliseconds that making them took. */
  readonly busyMs: number;
  /** Texts whose vectors are kept at most. */
  readonly capacity: number;
}

/** Counts what an embedder does, from its start on. */
export class EmbedderCount implements EmbedderFigures {
  known = 0;
  made = 0;
  busyMs = 0;

  constructor(readonly capacity: number) {}

  /** Does the work and counts the vectors that came of it; what fails counts for nothing. */
  async measure<T>(vectors: number, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const made = await work();
    this.busyMs += performance.now() - startedAt;
    this.made += vectors;
    return made;
  }
}

/** An embedder that makes nothing. */
export const noFigures: EmbedderFigures = { known: 0, made: 0, busyMs: 0, capacity: 0 };
