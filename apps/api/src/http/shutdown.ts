/** Whether this server is stopping: open streams and held answers listen and end. */
export class Shutdown {
  private readonly controller = new AbortController();
  private readonly lastCall = new AbortController();

  /** Aborts at once: nothing new is taken, streams end and are resumed elsewhere. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Aborts a while later: an answer that is held may still be in time. */
  get answers(): AbortSignal {
    return this.lastCall.signal;
  }

  /** `holdMs`: how much longer answers may be held. */
  begin(holdMs: number): void {
    this.controller.abort();
    if (holdMs === 0) this.lastCall.abort();
    else
      setTimeout(() => {
        this.lastCall.abort();
      }, holdMs).unref();
  }
}
