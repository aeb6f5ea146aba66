import { answerUnusable } from '../faults/failures.js';
import { TurnFailed } from '../runtime.errors.js';

/** What JSON makes of a value: dates become text, what JSON cannot say is left out. */
export function viaJson(given: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(given));
  } catch (cause) {
    throw new TurnFailed(answerUnusable('is not JSON'), { cause });
  }
}
