import { within, type Clock } from '#platform';
import type { Doorbell, DueMail, MailboxSweep } from '#messaging';
import type { Remit } from '../roll/remit.js';
import type { MailboxDrain } from '../turns/mailbox-drain.js';

export interface DueRoundsKit {
  readonly sweep: Pick<MailboxSweep, 'due'>;
  readonly doorbell: Pick<Doorbell, 'isHeard' | 'tryRing'>;
  readonly drain: Pick<MailboxDrain, 'room' | 'runIfFree'>;
  readonly remit: Pick<Remit, 'selection'>;
  readonly clock: Clock;
}

/** How much one round takes on while bells ring: what there is no room for is only rung for. */
const portion = 200;

/** Longer than this a queue is not waited for; its mail is then run without bells. */
const bellPatienceMs = 500;

/** Bells are silent: rounds follow one another so fast, and faster while there is more than was taken. */
const silentPauseMs = 100;
const fullPauseMs = 10;

/** Without mail that lacks a bell, rounds go back to their usual pace after so long. */
const silenceMs = 5_000;

/**
 * Finds mail that waits. It is rung for again, and this process works off as much of it as it has room
 * for: a bell that was lost once may be lost again, and nobody may listen to its lane. While bells are
 * silent or get lost, here or in the process that accepted the mail, it looks again in a moment; so a
 * server without Redis stays quick, and an idle one costs no more than before.
 */
export class DueRounds {
  private silentUntil = -Infinity;
  private isFull = false;

  constructor(private readonly kit: DueRoundsKit) {}

  /** When to look again sooner than usual, in milliseconds. */
  get againInMs(): number | undefined {
    if (this.kit.clock.monotonic() >= this.silentUntil) return undefined;
    return this.isFull ? fullPauseMs : silentPauseMs;
  }

  async round(): Promise<void> {
    const { sweep, doorbell, drain, remit, clock } = this.kit;
    const limit = doorbell.isHeard ? portion : Math.min(portion, drain.room);
    const due = limit === 0 ? [] : await sweep.due(remit.selection, limit);
    this.isFull = due.length === limit;
    if (due.length === 0) return;
    const now = clock.monotonic();
    // It waited although there was room for it: its bell was lost, and others may be.
    const isLost = drain.room > 0 && due.some(({ hasComeDue }) => hasComeDue !== true);
    const isHeard = await this.isHeard(due);
    if (isLost || !isHeard || due.some(({ unrung }) => unrung)) this.silentUntil = now + silenceMs;
    this.runDirectly(due);
  }

  private async isHeard(due: readonly DueMail[]): Promise<boolean> {
    const { doorbell } = this.kit;
    if (!doorbell.isHeard) return false;
    try {
      return await within(doorbell.tryRing(due), bellPatienceMs);
    } catch {
      return false;
    }
  }

  private runDirectly(mailboxes: readonly DueMail[]): void {
    for (const { mailboxId } of mailboxes) {
      if (!this.kit.drain.runIfFree(mailboxId)) return;
    }
  }
}
