import type { CallOutcome, JsonValue, StepKind, StepState } from '#protocol';

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
  /** Of a call that people decided about. */
  readonly approvalId?: string | undefined;
}

/** What is told of a call of a tool, to whoever looks through them. */
export interface CallAccount {
  readonly outcome: Exclude<CallOutcome, 'running'>;
  readonly errorCode?: string | undefined;
}

/** A step that is about to begin. */
export type BegunStep = Pick<
  Step,
  'no' | 'kind' | 'name' | 'requestHash' | 'idempotencyKey' | 'approvalId'
> & {
  /** Of a call of a tool, in short, as it is made. */
  readonly arguments?: JsonValue | undefined;
};

/** How a step that had begun ended. */
export type EndedStep = Pick<Step, 'no' | 'response'> & {
  readonly state: Extract<StepState, 'done' | 'unknown'>;
  readonly account?: CallAccount | undefined;
};

/** A step that is written only when it is done. */
export type DoneStep = Omit<Step, 'state' | 'durationMs'> & {
  readonly durationMs: number;
  /** Of a call of a tool, in short. */
  readonly arguments?: JsonValue | undefined;
  readonly account?: CallAccount | undefined;
  /** `false`: what came of it is not kept, and another attempt makes it again. @default true */
  readonly isKept?: boolean | undefined;
};
