import type { Logger } from '#platform';
import type { Bell, MailedMailbox } from '#messaging';

export interface HandOverKit {
  /** Of these mailboxes, those with mail and nobody at work, with the capability to ring under. */
  readonly waiting: (mailboxIds: readonly string[]) => Promise<readonly MailedMailbox[]>;
  readonly bell: Bell;
  readonly log: Logger;
}

/**
 * Rings again for mailboxes whose bell this process has taken and will not answer, because it stops:
 * others then need not wait for the sweeper. Those of one turn of the event loop go together.
 */
export class HandOver {
  private collected: string[] = [];
  private ringing: Promise<void> | undefined;

  constructor(private readonly kit: HandOverKit) {}

  /** Never throws and is not waited for. */
  give(mailboxId: string): void {
    this.collected.push(mailboxId);
    this.ringing ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.ring());
  }

  private async ring(): Promise<void> {
    const given = this.collected;
    this.collected = [];
    this.ringing = undefined;
    const { waiting, bell, log } = this.kit;
    try {
      bell.ring(await waiting(given));
    } catch (error) {
      log.warn({ err: error }, 'Bells could not be handed over; the sweeper will find the mail.');
    }
  }
}
