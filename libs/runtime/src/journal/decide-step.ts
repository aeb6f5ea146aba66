import type { Step } from '#messaging';

/** What repeating a step does to the world. */
export type Safety = 'read_only' | 'idempotent' | 'unsafe';

/**
 * What to do about a step. `run`: it was never begun. `again`: it was, and doing it once more under
 * the same key is the same as once. `replay`: it is done. `unknown`: it may have taken effect and
 * must not be repeated.
 */
export type StepDecision = 'run' | 'again' | 'replay' | 'unknown';

/** A crash leaves a step begun or done; what follows depends on what a repetition would do. */
export function decideStep(known: Pick<Step, 'state'> | undefined, safety: Safety): StepDecision {
  switch (known?.state) {
    case 'done':
      return 'replay';
    case 'unknown':
      return 'unknown';
    case 'started':
      return safety === 'unsafe' ? 'unknown' : 'again';
    case 'superseded':
    case undefined:
      return 'run';
  }
}
