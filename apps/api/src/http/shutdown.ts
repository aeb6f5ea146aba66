import { setMaxListeners } from 'node:events';

/** Whether this server is stopping: open streams and held answers listen and end. */
export class Shutdown {
  private readonly controller = manyHear(new AbortController());
  private readonly lastCall = manyHear(new AbortController());
  private leaving = false;

  /** From the first word of a stop on: nothing new is begun. */
  get isStopping(): boolean {
    return this.leaving;
  }

  /** Aborts when streams are to end; they are resumed elsewhere. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Aborts a while later: an answer that is held may still be in time. */
  get answers(): AbortSignal {
    return this.lastCall.signal;
  }

  /** The first word: what runs goes on, also streams, for turns of this process still finish. */
  announce(): void {
    this.leaving = true;
  }

  /** `holdMs`: how much longer answers may be held. */
  begin(holdMs: number): void {
    this.announce();
    this.controller.abort();
    if (holdMs === 0) this.lastCall.abort();
    else
      setTimeout(() => {
        this.lastCall.abort();
      }, holdMs).unref();
  }
}

/** Each stream and each held answer listens: thousands are no leak, of which Node would warn at the 11th. */
function manyHear(controller: AbortController): AbortController {
  setMaxListeners(0, controller.signal);
  return controller;
}
