import type { WaitingSubmission } from './waiting-submission.js';

/** A conversation counts as held for so long after it was last found so. */
const memoryMs = 5_000;

/**
 * Conversations that somebody else holds for long, and what is to be stored in them, or in one that
 * may be among them. It is stored apart, each conversation's share in a transaction of its own and
 * a few at a time, so that nobody waits for the lock of somebody else's conversation.
 */
export class HeldUp {
  private waiting: WaitingSubmission[] = [];
  private readonly underWay = new Set<string>();
  private readonly held = new Map<string, NodeJS.Timeout>();

  /** `store` settles every submission of a share, or marks its conversation and refuses it. */
  constructor(
    private readonly atOnce: number,
    private readonly store: (share: readonly WaitingSubmission[]) => Promise<void>,
  ) {}

  get size(): number {
    return this.waiting.length;
  }

  /** Whether it goes to a conversation that was found held a moment ago. */
  concerns(item: WaitingSubmission): boolean {
    return this.held.size > 0 && this.held.has(shareOf(item));
  }

  add(items: readonly WaitingSubmission[]): void {
    this.waiting.push(...items);
    this.next();
  }

  /** Forgets a submission. False: it is being stored. */
  drop(item: WaitingSubmission): boolean {
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((other) => other !== item);
    return this.waiting.length < before;
  }

  /** The conversation of this share could not be had. */
  mark(share: readonly WaitingSubmission[]): void {
    for (const key of new Set(share.map(shareOf))) {
      clearTimeout(this.held.get(key));
      this.held.set(key, setTimeout(() => this.held.delete(key), memoryMs).unref());
    }
  }

  /** It could. */
  free(share: readonly WaitingSubmission[]): void {
    for (const key of new Set(share.map(shareOf))) {
      clearTimeout(this.held.get(key));
      this.held.delete(key);
    }
  }

  /** A second share of the same conversation would wait for the same lock. */
  private next(): void {
    while (this.underWay.size < this.atOnce) {
      const first = this.waiting.find((item) => !this.underWay.has(shareOf(item)));
      if (first === undefined) return;
      const key = shareOf(first);
      const share = this.waiting.filter((item) => shareOf(item) === key);
      this.waiting = this.waiting.filter((item) => shareOf(item) !== key);
      this.underWay.add(key);
      void this.store(share).finally(() => {
        this.underWay.delete(key);
        this.next();
      });
    }
  }
}

/** Ids of the conversations that the submissions go to. */
export function conversationsOf(batch: readonly WaitingSubmission[]): string[] {
  const messages = batch.flatMap(({ submission }) => submission.messages);
  return [...new Set(messages.map(({ conversationId }) => conversationId))];
}

/** What one transaction may store: of one caller, and in one conversation. */
function shareOf(item: WaitingSubmission): string {
  const { workspace, principal } = item.submission.caller;
  return JSON.stringify([workspace, principal, ...conversationsOf([item])]);
}
