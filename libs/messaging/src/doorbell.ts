import type { Queues } from '#platform';
import type { Bell } from './after-commit.js';
import type { MailedMailbox } from './new-message.js';

/** Rings in the lane of each mailbox's capability. Nobody waits for it; the sweeper may. */
export class Doorbell implements Bell {
  constructor(
    private readonly queues: Pick<Queues, 'ringer' | 'laneOf'>,
    /** How many capabilities exist now: decides whether they share lanes. */
    private readonly countCapabilities: () => number,
  ) {}

  ring(mailboxes: readonly MailedMailbox[]): void {
    void this.tryRing(mailboxes);
  }

  /** Whether the queue took the bells in time. Never throws. */
  tryRing(mailboxes: readonly MailedMailbox[]): Promise<boolean> {
    const capabilities = this.countCapabilities();
    return this.queues.ringer.ring(
      mailboxes.map(({ mailboxId, capability, passedOn }) => ({
        mailboxId,
        lane: this.queues.laneOf(capability, capabilities, passedOn),
      })),
    );
  }
}
