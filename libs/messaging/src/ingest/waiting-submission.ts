import type { FinalReceipt, Submission } from './submission.js';

/** A submission and its sender, who waits for the receipt, but not for ever. */
export class WaitingSubmission {
  readonly receipt: Promise<FinalReceipt>;
  /** When it was found for the first time that another process stores its first request. */
  busySince: number | undefined;
  private readonly timer: NodeJS.Timeout;
  private settled = false;
  private give: (receipt: FinalReceipt) => void = () => undefined;
  private refuse: (error: Error) => void = () => undefined;

  constructor(
    readonly submission: Submission,
    patienceMs: number,
    onTooLong: (self: WaitingSubmission) => void,
  ) {
    this.timer = setTimeout(() => {
      onTooLong(this);
    }, patienceMs);
    this.receipt = new Promise((resolve, reject) => {
      this.give = resolve;
      this.refuse = reject;
    });
  }

  /** Its sender has been told something, if only that it takes too long. */
  get isSettled(): boolean {
    return this.settled;
  }

  resolve(receipt: FinalReceipt): void {
    this.settle();
    this.give(receipt);
  }

  reject(error: Error): void {
    this.settle();
    this.refuse(error);
  }

  private settle(): void {
    this.settled = true;
    clearTimeout(this.timer);
  }
}
