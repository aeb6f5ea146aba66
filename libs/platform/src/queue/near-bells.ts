import type { BellAnswering } from './bell-answering.js';
import type { Ring } from './bell.js';
import type { Lane } from './queue-names.js';

/** Mailboxes that wait for a place in memory, over all lanes. Bells beyond it are the queue's. */
const mostWaiting = 10_000;

/**
 * Bells of a process that is alone with its database: they pass from hand to hand, and none becomes a job (ADR-0028).
 * Of each lane one mailbox at a time waits for a place, as it does with the queue, so that a busy capability
 * does not keep others waiting. What waits here is lost with the process; the sweeper finds its mail, as with any
 * bell that is lost.
 */
export class NearBells {
  private readonly lines = new Map<Lane, Set<string>>();
  private waiting = 0;

  constructor(
    private readonly answering: BellAnswering,
    /** Rings for mailboxes that this process does not get to any more. */
    private readonly handBack: (rings: readonly Ring[]) => void,
  ) {}

  /** Whether these mailboxes are being handled or will be. False: too many wait already. */
  take(lane: Lane, mailboxIds: readonly string[]): boolean {
    if (this.waiting + mailboxIds.length > mostWaiting) return false;
    const line = this.lines.get(lane);
    if (line !== undefined) {
      this.lineUp(line, mailboxIds);
    } else {
      const opened = new Set<string>();
      this.lineUp(opened, mailboxIds);
      if (opened.size > 0) void this.serve(lane, opened);
    }
    return true;
  }

  /** Who is handled now is handled once more after that, and need not wait for it here. */
  private lineUp(line: Set<string>, mailboxIds: readonly string[]): void {
    for (const mailboxId of mailboxIds) {
      if (line.has(mailboxId) || this.answering.noteHandled(mailboxId)) continue;
      line.add(mailboxId);
      this.waiting += 1;
    }
  }

  private async serve(lane: Lane, line: Set<string>): Promise<void> {
    this.lines.set(lane, line);
    // Those that come meanwhile join at the end, and are seen.
    for (const mailboxId of line) {
      const choose = (): string => {
        line.delete(mailboxId);
        this.waiting -= 1;
        return mailboxId;
      };
      if (!(await this.answering.handleNext(lane, choose))) break;
    }
    this.lines.delete(lane);
    this.waiting -= line.size;
    if (line.size > 0) this.handBack([...line].map((mailboxId) => ({ lane, mailboxId })));
  }
}
