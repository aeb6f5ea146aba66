import { announceLog, type LiveChannel, type LogNews } from './conversation/announce.js';
import type { MailedMailbox } from './new-message.js';

/** Rings for mailboxes, by the lane that their capability belongs to. Never throws. */
export interface Bell {
  ring(mailboxes: readonly MailedMailbox[]): void;
}

/**
 * What follows a commit: bells and announcements. Neither is waited for and neither may fail the
 * request: a lost bell is found by the sweeper, a lost announcement by the follower's next look.
 */
export class AfterCommit {
  constructor(
    private readonly bell: Bell,
    private readonly channel: LiveChannel,
  ) {}

  mailArrived(
    workspace: string,
    rings: readonly MailedMailbox[],
    logs: readonly ({ readonly conversationId: string } & LogNews)[],
  ): void {
    if (rings.length > 0) this.bell.ring(rings);
    for (const news of logs) announceLog(this.channel, workspace, news.conversationId, news);
  }
}
