import type { Logger } from '#platform';
import type { Committed, Mailbox, Turn, TurnOutcome } from '#messaging';
import { judgeCommitFault, pauseBeforeTry } from './commit-fault.js';
import { pause } from './pause.js';

/** The outcome of a turn whose own outcome cannot be written: `TurnRunner` of the runtime. */
export interface GivesUp {
  giveUp(turn: Turn, error: unknown): Promise<TurnOutcome>;
}

/** Under which lease, and whether it is to go on for the next message. */
export interface CommitTerms {
  readonly more: boolean;
  /** Aborts when the lease can no longer be kept. */
  readonly signal: AbortSignal;
}

/** Writes the outcome of a turn once, also when Postgres is away for a moment. */
export class TurnCommit {
  private lost = 0;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly runner: GivesUp,
    private readonly log: Logger,
  ) {}

  /** Commits that came too late: another worker holds the mailbox. */
  get lostLeases(): number {
    return this.lost;
  }

  /** Nothing when there was nothing left to write, or nothing could be. */
  async write(
    turn: Turn,
    outcome: TurnOutcome,
    terms: CommitTerms,
  ): Promise<Committed | undefined> {
    let wanted = outcome;
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.mailbox.commit(turn, wanted, terms.more);
      } catch (error) {
        const replaced = wanted !== outcome;
        const fenced = terms.signal.aborted;
        const verdict = judgeCommitFault(error, { tries, replaced, fenced });
        if (verdict === 'again') await pause(pauseBeforeTry(tries), terms.signal);
        else if (verdict === 'unusable') wanted = await this.replace(turn, error);
        else return this.conclude(turn, verdict, error);
      }
    }
  }

  private replace(turn: Turn, error: unknown): Promise<TurnOutcome> {
    this.report(turn, error, 'A turn gave what Postgres refuses; it ends as failed.');
    return this.runner.giveUp(turn, error);
  }

  private async conclude(
    turn: Turn,
    verdict: 'lost' | 'settled' | 'give_up',
    error: unknown,
  ): Promise<undefined> {
    if (verdict === 'lost') this.lost += 1;
    else if (verdict === 'settled') await this.mailbox.release(turn);
    else this.report(turn, error, 'A turn could not be written; its lease runs out.');
    return undefined;
  }

  private report(turn: Turn, error: unknown, sentence: string): void {
    this.log.error({ err: error, message: turn.message.id, turn: turn.id }, sentence);
  }
}
