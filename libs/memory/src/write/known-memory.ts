import type { JsonObject } from '#protocol';

export type ObservationState = 'current' | 'superseded' | 'retracted' | 'review';

/** One stored fact. */
export interface KnownObservation {
  readonly id: string;
  readonly content: string;
  readonly predicate: string | null;
  readonly state: ObservationState;
  readonly confidence: number;
  /** Since when it holds. RFC 3339, to the microsecond. */
  readonly validFrom: string;
}

/** A stored entity, as far as writing to it needs it. */
export interface KnownMemory {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly state: 'current' | 'retracted';
  readonly confidence: number;
  readonly strength: number;
  readonly version: number;
  readonly metadata: JsonObject;
  /** In the order in which they were learned; retracted ones are left out. */
  readonly observations: readonly KnownObservation[];
}
