/** A message that a server has acknowledged, as its sender remembers it. */
export interface Acknowledged {
  readonly id: string;
  /** Unique in the run; it is in the content of the message and of whatever answers it. */
  readonly mark: string;
  readonly conversation: string;
  /** From 1, in the order of sending: within a conversation the next one waits for this one. */
  readonly number: number;
  readonly capability: string;
}

/** An answer that a sender who did everything right should never get. */
export interface Refusal {
  readonly mark: string;
  readonly status: number;
  readonly body: string;
}

/** What the senders remember. */
export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  readonly refusals: Refusal[] = [];
  /** Milliseconds from the first try to the acknowledgement. */
  readonly acceptMs: number[] = [];
  /** Tries that came to nothing, by reason: `503`, `broken`, … */
  readonly failedTries = new Map<string, number>();

  accept(message: Acknowledged, milliseconds: number): void {
    this.acknowledged.push(message);
    this.acceptMs.push(milliseconds);
  }

  fail(reason: string): void {
    this.failedTries.set(reason, (this.failedTries.get(reason) ?? 0) + 1);
  }

  /** Share of messages that were acknowledged within so many milliseconds of the first try. */
  acceptedWithin(milliseconds: number): number {
    if (this.acceptMs.length === 0) return 1;
    const inTime = this.acceptMs.filter((took) => took <= milliseconds).length;
    return inTime / this.acceptMs.length;
  }
}
