import type { Queues } from '#platform';
import type { Bell } from './after-commit.js';
import type { UnrungMail } from './mailbox/unrung-mail.js';
import type { MailedMailbox } from './new-message.js';

/**
 * Rings where mail arrives, and tells in which lane each mailbox may wait: that of its capability. Nobody waits for it; the sweeper may. Where no bell
 * can be rung, the mailbox's row says so to whoever sweeps.
 */
export class Doorbell implements Bell {
  constructor(
    private readonly queues: Pick<Queues, 'ringer' | 'laneOf'>,
    /** How many capabilities exist now: decides whether they share lanes. */
    private readonly countCapabilities: () => number,
    private readonly unrung: Pick<UnrungMail, 'note'>,
  ) {}

  /** Whether the last bells got through; while they do not, a new one is not even tried. */
  get isHeard(): boolean {
    return this.queues.ringer.isHealthy;
  }

  ring(mailboxes: readonly MailedMailbox[]): void {
    const passedOn = mailboxes.filter((mailbox) => mailbox.passedOn === true);
    const arrived = mailboxes.filter((mailbox) => mailbox.passedOn !== true);
    if (arrived.length > 0) void this.send(arrived, 'arrival');
    // Where they arrive, who may not take them would hear them again.
    if (passedOn.length > 0) void this.send(passedOn, 'waiting');
  }

  /** Rings once more. Whether the queue took the bells in time. Never throws. */
  tryRing(mailboxes: readonly MailedMailbox[]): Promise<boolean> {
    return this.send(mailboxes, 'again');
  }

  private async send(
    mailboxes: readonly MailedMailbox[],
    kind: 'arrival' | 'waiting' | 'again',
  ): Promise<boolean> {
    const capabilities = this.countCapabilities();
    const isHeard = await this.queues.ringer.ring(
      mailboxes.map(({ mailboxId, capability, passedOn }) => ({
        mailboxId,
        lane: this.queues.laneOf(capability, capabilities, passedOn),
      })),
      kind,
    );
    if (!isHeard) this.unrung.note(mailboxes.map(({ mailboxId }) => mailboxId));
    return isHeard;
  }
}
