import type { Company } from '#messaging';
import {
  abandon,
  companyOf,
  endMessage,
  free,
  headOf,
  isFree,
  type StoredMailbox,
  type StoredMessage,
} from './simulated-rows.js';
import type { SimulatedStore } from './simulated-store.js';
import type { VirtualTime } from './virtual-time.js';

/** What the sweeper asks of all rows. */
export class SimulatedSweep {
  constructor(
    private readonly time: VirtualTime,
    private readonly store: SimulatedStore,
  ) {}

  /** Mailboxes with mail, free, due and not rung for a second; they count as rung now. */
  takeDue(company: Company, most = Infinity): string[] {
    const now = this.time.now();
    const due = [...this.store.mailboxes.values()]
      .filter(
        (box) =>
          headOf(box) !== undefined &&
          isFree(box, now) &&
          companyOf(box) === company &&
          box.rungAt < now - 1_000,
      )
      .slice(0, most);
    for (const box of due) box.rungAt = now;
    return due.map(({ id }) => id);
  }

  freeAbandoned(): void {
    for (const box of this.store.mailboxes.values()) {
      if (box.leaseUntil === -Infinity || box.leaseUntil >= this.time.now()) continue;
      abandon(box);
    }
  }

  /** What a process that is known to be dead still holds. */
  freeHeldBy(owner: string): void {
    for (const box of this.store.mailboxes.values()) {
      if (box.leaseUntil !== -Infinity && box.owner === owner) abandon(box);
    }
  }

  /** What a process holds that ends in good order. */
  giveBack(owner: string): void {
    for (const box of this.store.mailboxes.values()) {
      if (box.leaseUntil === -Infinity || box.owner !== owner) continue;
      free(box);
      box.attempts = Math.max(0, box.attempts - 1);
    }
  }

  /** Ends messages whose turns wait for people who did not decide in time. */
  settleOverdue(): void {
    const now = this.time.now();
    for (const box of this.store.mailboxes.values()) {
      const head = headOf(box);
      const overdue = head?.approvals.find(
        ({ status, expiresAt }) => status === 'pending' && expiresAt < now,
      );
      if (head === undefined || overdue === undefined) continue;
      if (head.replyBy !== undefined && head.replyBy <= overdue.expiresAt) continue;
      overdue.status = 'expired';
      if (box.leaseUntil <= now) this.end(box, head, 'failed', 'APPROVAL_EXPIRED');
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
          this.end(box, message, 'expired', 'DEADLINE_EXCEEDED');
        }
      }
    }
  }

  /** Ends a message that no turn works on, and tells whoever waits for its answer. */
  private end(
    box: StoredMailbox,
    message: StoredMessage,
    status: 'failed' | 'expired',
    code: string,
  ): void {
    endMessage(box, message, status, status === 'failed' ? { code } : undefined);
    const answer = { performative: 'failure' as const, content: { code } };
    this.store.questions.give(message.id, answer, this.time.now());
  }
}
