import { NotSendable } from '../outgoing/outgoing.errors.js';
import { StepNotWritten, TurnFailed } from '../runtime.errors.js';

/** What others were asked for: trouble with reading what they said is no fault of the handler. */
export async function reached<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const isSaid = error instanceof TurnFailed || error instanceof NotSendable;
    throw isSaid ? error : new StepNotWritten(error);
  }
}
