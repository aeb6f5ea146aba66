import type { PlacedStep } from '../journal/step-line.js';
import type { StepRecorder } from '../journal/step-recorder.js';
import { BadStep, StepNotWritten } from '../runtime.errors.js';

/** More steps than this one turn does not make: it is a loop, not a plan. */
const mostSteps = 1_000;

/** What a step of a handler is known by. */
interface WantedStep {
  readonly kind: PlacedStep['kind'];
  readonly name: string;
  /** @default nothing but its name */
  readonly request?: unknown;
}

/** The place of the next step in the journal. @throws {BadStep} when there are too many */
export async function placeStep(
  steps: StepRecorder,
  { kind, name, request = null }: WantedStep,
): Promise<PlacedStep> {
  const line = await written(steps.open());
  const step = line.place(kind, name, request);
  if (step.no <= mostSteps) return step;
  throw new BadStep(`A turn may make ${String(mostSteps)} steps; do more in each.`);
}

/** Trouble with the journal is no fault of the handler, although it passes through it. */
export async function written<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    throw new StepNotWritten(error);
  }
}
