import { ProtocolError } from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import { createId, type Caller, type Database } from '#platform';
import { trialsTopic, trialTopic } from './topics.js';
import type { TrialRequest } from './trial-request.js';
import {
  countOpenTrials,
  endTrial,
  insertTrial,
  readTrial,
  type TrialRow,
} from './trial.repository.js';

/** Trials of a workspace that wait or run at the same time. */
export const mostTrials = 4;

/** Announcements may be lost: Postgres is looked at this often anyway; sooner while none arrive. */
const lookMs = { usual: 1_000, silent: 250 };

/** The event channel, as far as trials need it. */
export interface TrialChannel {
  readonly isWhole: boolean;
  subscribe(topic: string, listener: () => void): () => void;
}

/** Trials in the hands of whoever wants to know what comes of them. */
export class TrialBook {
  constructor(
    private readonly database: Database,
    private readonly channel: TrialChannel,
  ) {}

  /**
   * Lets a worker run it, for so long. Under the key of an earlier request it gives the id of that trial.
   * Thrown when too many of the workspace run: TRIALS_FULL.
   */
  async begin(
    caller: Caller,
    request: TrialRequest,
    forMs: number,
    claim?: IdempotencyClaim,
  ): Promise<string> {
    const { id } = await answerOnce(this.database, caller, claim, async (tx) => {
      if ((await countOpenTrials(tx)) >= mostTrials) throw full();
      const made = createId('test');
      await insertTrial(tx, made, request, forMs);
      tx.announce(trialsTopic);
      return { id: made };
    });
    return id;
  }

  /**
   * What came of it; nothing when the signal aborts first. One whose worker is gone, or that none took, is ended.
   * Thrown when it is not kept any more: TRIAL_NOT_FOUND.
   */
  async wait(caller: Caller, id: string, signal: AbortSignal): Promise<TrialRow | undefined> {
    const bell = new Bell(signal);
    const stop = this.channel.subscribe(trialTopic(caller.workspace, id), () => {
      bell.ring();
    });
    try {
      while (!signal.aborted) {
        const trial = await this.look(caller, id);
        if (trial.state === 'ended') return trial;
        await bell.heard(this.channel.isWhole ? lookMs.usual : lookMs.silent);
      }
      return undefined;
    } finally {
      stop();
      bell.close();
    }
  }

  /** Whoever runs it stops within seconds. */
  async cancel(caller: Caller, id: string): Promise<void> {
    await this.database.read(caller, (tx) => endTrial(tx, id, 'CANCELLED'));
  }

  private async look(caller: Caller, id: string): Promise<TrialRow> {
    return this.database.read(caller, async (tx) => {
      const trial = await readTrial(tx, id);
      if (trial === undefined) throw gone();
      if (trial.lost === null) return trial;
      await endTrial(tx, id, trial.lost);
      return (await readTrial(tx, id)) ?? trial;
    });
  }
}

/** Waits until it rings, or for so long. */
class Bell {
  private isRung = false;
  private wake: () => void = () => undefined;
  private readonly onAbort = (): void => {
    this.ring();
  };

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onAbort);
  }

  ring(): void {
    this.isRung = true;
    this.wake();
  }

  async heard(milliseconds: number): Promise<void> {
    if (!this.isRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.isRung = false;
  }

  close(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.wake();
  }
}

function full(): ProtocolError {
  const message = `${String(mostTrials)} trials of the workspace wait or run; no more may`;
  return new ProtocolError('TRIALS_FULL', message, { most: mostTrials, retry_after: 2 });
}

function gone(): ProtocolError {
  return new ProtocolError('TRIAL_NOT_FOUND', 'What came of that trial is not kept any more');
}
