import { endMessage, free, headOf, isFree } from './simulated-rows.js';
import type { SimulatedStore } from './simulated-store.js';
import type { VirtualTime } from './virtual-time.js';

/** What the sweeper asks of all rows. */
export class SimulatedSweep {
  constructor(
    private readonly time: VirtualTime,
    private readonly store: SimulatedStore,
  ) {}

  /** Mailboxes with mail, free, due and not rung for a second; they count as rung now. */
  takeDue(suspect: boolean): string[] {
    const now = this.time.now();
    const due = [...this.store.mailboxes.values()].filter(
      (box) =>
        headOf(box) !== undefined &&
        isFree(box, now) &&
        box.suspect === suspect &&
        box.rungAt < now - 1_000,
    );
    for (const box of due) box.rungAt = now;
    return due.map(({ id }) => id);
  }

  freeAbandoned(): void {
    for (const box of this.store.mailboxes.values()) {
      if (box.leaseUntil === -Infinity || box.leaseUntil >= this.time.now()) continue;
      free(box);
      box.epoch += 1;
      box.crashes += 1;
      box.suspect = headOf(box) !== undefined;
    }
  }

  /** Ends waiting messages whose time is over and that no turn holds. */
  settleExpired(): void {
    const now = this.time.now();
    for (const box of this.store.mailboxes.values()) {
      for (const message of box.messages) {
        const isHeld = message === headOf(box) && box.leaseUntil > now;
        const isLate = message.replyBy !== undefined && message.replyBy < now;
        if (message.status === 'delivered' && isLate && !isHeld) {
          endMessage(box, message, 'expired', undefined);
        }
      }
    }
  }
}
