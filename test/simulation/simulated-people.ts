import { wake, type StoredApproval, type StoredMailbox } from './simulated-rows.js';
import type { SimulatedStore } from './simulated-store.js';
import type { VirtualTime } from './virtual-time.js';

const expired = { code: 'APPROVAL_EXPIRED', reason: 'late', retryable: true, suggestion: '' };

/** What people do to the rows of Postgres: they decide about what turns ask. */
export class SimulatedPeople {
  constructor(
    private readonly time: VirtualTime,
    private readonly store: SimulatedStore,
  ) {}

  /** False: somebody decided before, or nobody needs it any more. */
  decide(mailboxId: string, messageId: string, status: 'approved' | 'denied'): boolean {
    const box = this.of(mailboxId);
    const message = box.messages.find(({ id }) => id === messageId);
    const [approval] = message?.approvals ?? [];
    if (message?.status !== 'delivered' || approval?.status !== 'pending') return false;
    if (approval.expiresAt <= this.time.now()) return false;
    approval.status = status;
    wake(box, this.time.now());
    return true;
  }

  /** As a turn sees them. */
  approvalsOf(mailboxId: string, messageId: string): StoredApproval[] {
    const message = this.of(mailboxId).messages.find(({ id }) => id === messageId);
    return (message?.approvals ?? []).map((approval) => {
      const isLate = approval.status === 'pending' && approval.expiresAt <= this.time.now();
      const isExpired = isLate || approval.status === 'expired';
      return isExpired
        ? { ...approval, status: 'expired' as const, failure: expired }
        : { ...approval };
    });
  }

  private of(mailboxId: string): StoredMailbox {
    const box = this.store.mailboxes.get(mailboxId);
    if (box === undefined) throw new Error(`There is no mailbox ${mailboxId}.`);
    return box;
  }
}
