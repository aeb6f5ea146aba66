/** Sleeps until woken, or for so long. A wake that comes while nobody sleeps ends the next sleep. */
export class Wakeup {
  private woken = false;
  private end: (() => void) | undefined;
  private readonly onAbort = (): void => {
    this.wake();
  };

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onAbort);
  }

  wake(): void {
    this.woken = true;
    this.end?.();
  }

  async sleep(milliseconds: number): Promise<void> {
    if (!this.woken && !this.signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.end = undefined;
    this.woken = false;
  }

  close(): void {
    this.signal.removeEventListener('abort', this.onAbort);
    this.end?.();
  }
}
