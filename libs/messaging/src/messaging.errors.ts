/**
 * Thrown when a turn that lost its lease tries to write. Another worker holds the mailbox, or the
 * sweeper gave it up for dead. Remedy: drop the turn; whoever holds the lease does the work.
 */
export class LeaseLost extends Error {
  readonly code = 'LEASE_LOST';

  constructor(readonly mailboxId: string) {
    super(`The lease on mailbox ${mailboxId} is held by another turn; nothing was written.`);
    this.name = 'LeaseLost';
  }
}

/**
 * Thrown inside a commit whose message was cancelled before it; nothing was written.
 * Remedy: commit the cancellation instead, as `Mailbox.commit` does.
 */
export class CancelAsked extends Error {
  readonly code = 'CANCEL_ASKED';

  constructor(messageId: string) {
    super(`Message ${messageId} was cancelled; its turn commits no answer.`);
    this.name = 'CancelAsked';
  }
}

/**
 * Thrown inside a commit that sends more mail than what the client's message may still lead to; nothing was
 * written. Remedy: commit the failure instead, as `Mailbox.commit` does.
 */
export class MessageBudgetSpent extends Error {
  readonly code = 'MESSAGE_BUDGET_EXCEEDED';

  constructor(messageId: string) {
    super(`What the turn of message ${messageId} wants to send exceeds its budget.`);
    this.name = 'MessageBudgetSpent';
  }
}

/**
 * Thrown when the head message of a held mailbox is not waiting any more. It would mean that two
 * turns ran at once. Remedy: report it with the log around this line.
 */
export class MailboxBroken extends Error {
  readonly code = 'MAILBOX_BROKEN';

  constructor(mailboxId: string, messageId: string) {
    super(`Message ${messageId} of mailbox ${mailboxId} was settled by somebody else.`);
    this.name = 'MailboxBroken';
  }
}
