import type { JsonValue, StepKind, StepState } from '#protocol';

/** One step of a turn as the journal keeps it. */
export interface Step {
  /** Numbers the steps of a message from 1. No number ever stands for two different requests. */
  readonly no: number;
  readonly kind: StepKind;
  /** The model, the tool, or the name that a code agent gave. */
  readonly name: string;
  /** Tells whether another attempt asks for the same. */
  readonly requestHash: string;
  /** Goes out with the call. Absent: the step has no effect outside. */
  readonly idempotencyKey: string | undefined;
  readonly state: StepState;
  /** What came of it. */
  readonly response: JsonValue | undefined;
  readonly tokens: { readonly input: number; readonly output: number };
  /** Milliseconds. Absent while it runs. */
  readonly durationMs: number | undefined;
}

/** A step that is about to begin. */
export type BegunStep = Pick<Step, 'no' | 'kind' | 'name' | 'requestHash' | 'idempotencyKey'>;

/** How a step that had begun ended. */
export type EndedStep = Pick<Step, 'no' | 'response'> & {
  readonly state: Extract<StepState, 'done' | 'unknown'>;
};

/** A step that is written only when it is done. */
export type DoneStep = Omit<Step, 'state' | 'durationMs'> & { readonly durationMs: number };
