import type { FilesInTurn } from './files/files-in-turn.js';
import type { StepRecorder } from './journal/step-recorder.js';
import type { Tally } from './model-turn/tally.js';
import type { Outbox } from './outgoing/outbox.js';
import type { Asking } from './suspend/asking.js';
import type { People } from './suspend/people.js';
import type { Suspense } from './suspend/suspense.js';
import type { Reach } from './reach.js';
import type { Taint } from './taint.js';
import type { TurnLog } from './watch/turn-log.js';

/** What one attempt gathers while it runs, whichever way it ends. */
export interface TurnKit {
  readonly log: TurnLog;
  readonly outbox: Outbox;
  readonly tally: Tally;
  readonly steps: StepRecorder;
  readonly suspense: Suspense;
  readonly people: People;
  readonly asking: Asking;
  readonly files: FilesInTurn;
  readonly taint: Taint;
  readonly reach: Reach;
  /** Aborts when the time is over, the message was cancelled, the worker stops or the lease is lost. */
  readonly signal: AbortSignal;
}
