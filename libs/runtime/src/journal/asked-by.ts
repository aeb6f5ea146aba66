import type { PlacedStep } from './step-line.js';

/** By what a turn that goes on finds what people decided, or others answered, about one of its steps. */
export interface AskedBy {
  readonly requestHash: string;
  /** As servers before wrote it. */
  readonly formerHash: string;
}

/**
 * Of two equal steps each has its own: what was allowed once is not allowed twice. The number of a step does
 * not do for that: what was read and not kept is read again under another number, and moves those after it.
 */
export function askedBy({ requestHash, ordinal, no }: PlacedStep): AskedBy {
  return {
    requestHash: `${requestHash}:${String(ordinal)}`,
    formerHash: `${requestHash}-${String(no)}`,
  };
}
