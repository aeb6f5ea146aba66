import type { StreamLimits } from '../http/streamed-body.js';

/** How much an import may bring, and how slowly: a client that brings nothing keeps others out. */
export class ImportLimits implements StreamLimits {
  /** Less is no progress, however often something arrives. */
  readonly leastPerSecond = 1_024;

  constructor(
    /** `CAXTON_MAX_IMPORT`. */
    readonly maxBytes: number,
    /** `CAXTON_IMPORT_IDLE_TIMEOUT`. */
    readonly pauseMs: number,
  ) {}
}
