import { faultPoint } from '#faults';
import type { Logger } from '#platform';
import type { Committed, Mailbox, Parked, Turn, TurnOutcome } from '#messaging';
import type { TurnEnd } from '#runtime';
import { judgeWriteFault, pauseBeforeTry } from './write-fault.js';
import { pause } from './pause.js';

/** The outcome of a turn whose own outcome cannot be written: `TurnRunner` of the runtime. */
interface GivesUp {
  giveUp(turn: Turn, error: unknown): Promise<TurnOutcome>;
}

/** Under which lease, and whether it is to go on for the next message. */
export interface CommitTerms {
  readonly more: boolean;
  /** Aborts when the lease can no longer be kept. */
  readonly signal: AbortSignal;
}

export interface WriterKit {
  readonly mailbox: Pick<Mailbox, 'commit' | 'postpone' | 'release' | 'suspend'>;
  readonly runner: GivesUp;
  readonly log: Logger;
  /** @default the machine's timer */
  readonly wait?: typeof pause;
}

/**
 * Writes how a turn ended, once, also when Postgres is away for a moment: a try whose answer got lost
 * may be repeated, because the fence lets only one through. Nothing comes back when there was nothing
 * left to write, or nothing could be: then the lease runs out and the sweeper sees to it.
 */
export class TurnWriter {
  private lost = 0;

  constructor(private readonly kit: WriterKit) {}

  /** Writes that came too late: another worker holds the mailbox. */
  get lostLeases(): number {
    return this.lost;
  }

  async commit(
    turn: Turn,
    outcome: TurnOutcome,
    { more, signal }: CommitTerms,
  ): Promise<Committed | undefined> {
    const { mailbox, runner } = this.kit;
    let wanted = outcome;
    return this.persist(turn, signal, {
      write: () => faultPoint('mailbox.commit', () => mailbox.commit(turn, wanted, more)),
      replace: async (error) => {
        if (wanted !== outcome) return false;
        wanted = await runner.giveUp(turn, error);
        return true;
      },
    });
  }

  /** Parks the mailbox. What cannot be written, not even so, ends the message as failed. */
  async suspend(
    turn: Turn,
    { suspension }: Extract<TurnEnd, { kind: 'suspend' }>,
    signal: AbortSignal,
  ): Promise<Parked | undefined> {
    const { mailbox, runner } = this.kit;
    let instead: TurnOutcome | undefined;
    return this.persist<Parked>(turn, signal, {
      write: () =>
        instead === undefined
          ? faultPoint('mailbox.suspend', () => mailbox.suspend(turn, suspension))
          : mailbox.commit(turn, instead, false),
      replace: async (error) => {
        if (instead !== undefined) return false;
        instead = await runner.giveUp(turn, error);
        return true;
      },
    });
  }

  /** Gives the number of the log entry that tells of it. */
  async postpone(
    turn: Turn,
    { delayMs, error }: Extract<TurnEnd, { kind: 'postpone' }>,
    signal: AbortSignal,
  ): Promise<number | undefined> {
    return this.persist(turn, signal, {
      write: () =>
        faultPoint('mailbox.postpone', () => this.kit.mailbox.postpone(turn, delayMs, error)),
    });
  }

  async release(turn: Turn, delayMs = 0): Promise<void> {
    await this.persist(turn, undefined, {
      write: () => faultPoint('mailbox.release', () => this.kit.mailbox.release(turn, delayMs)),
    });
  }

  private async persist<T>(
    turn: Turn,
    signal: AbortSignal | undefined,
    how: { write: () => Promise<T>; replace?: (error: unknown) => Promise<boolean> },
  ): Promise<T | undefined> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await how.write();
      } catch (error) {
        const verdict = judgeWriteFault(error, { tries, fenced: signal?.aborted === true });
        if (verdict === 'again') await this.wait(tries, signal);
        else if (verdict !== 'unusable') return this.conclude(turn, verdict, error);
        else if ((await how.replace?.(error)) !== true)
          return this.conclude(turn, 'give_up', error);
        else this.report(turn, error, 'A turn gave what Postgres refuses; it ends as failed.');
      }
    }
  }

  private wait(tries: number, signal: AbortSignal | undefined): Promise<void> {
    return (this.kit.wait ?? pause)(pauseBeforeTry(tries), signal);
  }

  private async conclude(
    turn: Turn,
    verdict: 'lost' | 'settled' | 'give_up',
    error: unknown,
  ): Promise<undefined> {
    if (verdict === 'lost') this.noteLost(turn);
    else if (verdict === 'settled') await this.release(turn);
    else this.report(turn, error, 'The end of a turn could not be written; its lease runs out.');
    return undefined;
  }

  private noteLost({ message, lease, id }: Turn): void {
    this.lost += 1;
    const { conversationId: conversation_id, mailboxId: mailbox } = lease;
    this.kit.log.warn(
      { message_id: message.id, conversation_id, mailbox, turn: id },
      'A turn came too late: another worker holds its mailbox.',
    );
  }

  private report(turn: Turn, error: unknown, sentence: string): void {
    const { id, message, lease } = turn;
    const ids = { turn: id, message_id: message.id, conversation_id: lease.conversationId };
    this.kit.log.error({ err: error, ...ids }, sentence);
  }
}
