import { measureStage } from './measures.js';
import type { Stage, StageLabels } from './stages.js';

/** Says how work ended. */
export interface Ending {
  /** @default ok; error, where it throws */
  as(outcome: string): void;
}

/** Does work that operators watch: how long it took and how it ended is measured. */
export async function watched<Name extends Stage, Result>(
  stage: Name,
  labels: StageLabels<Name>,
  work: (ending: Ending) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  let outcome: string | undefined;
  try {
    return await work({
      as: (named) => {
        outcome = named;
      },
    });
  } catch (error) {
    outcome ??= 'error';
    throw error;
  } finally {
    measureStage(stage, labels, outcome ?? 'ok', (performance.now() - began) / 1_000);
  }
}
