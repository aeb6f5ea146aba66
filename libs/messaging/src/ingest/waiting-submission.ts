import type { FinalReceipt, Submission } from './submission.js';

/** A submission and its sender, who waits for the receipt, but not for ever. */
export class WaitingSubmission {
  readonly receipt: Promise<FinalReceipt>;
  /** When it was found for the first time that another process stores its first request. */
  busySince: number | undefined;
  private settled = false;
  private conclude: (conclusion: FinalReceipt | Promise<never>) => void = () => undefined;

  constructor(
    readonly submission: Submission,
    patienceMs: number,
    onTooLong: (self: WaitingSubmission) => void,
  ) {
    const timer = setTimeout(() => {
      onTooLong(this);
    }, patienceMs);
    this.receipt = new Promise((resolve) => {
      this.conclude = (conclusion) => {
        this.settled = true;
        clearTimeout(timer);
        resolve(conclusion);
      };
    });
  }

  get isSettled(): boolean {
    return this.settled;
  }

  resolve(receipt: FinalReceipt): void {
    this.conclude(receipt);
  }

  reject(error: Error): void {
    this.conclude(Promise.reject(error));
  }
}
