import type { EmbeddedPostgresUnavailable } from './embedded.errors.js';

export type CrashListener = (error: EmbeddedPostgresUnavailable) => void;

/** Makes a crash heard: by whoever asked, or else by the whole process. */
export class CrashBell {
  readonly #listeners: CrashListener[] = [];
  #crash: EmbeddedPostgresUnavailable | undefined;

  /** Rings once; what dies after the first crash died of it. */
  ring(crash: EmbeddedPostgresUnavailable): void {
    if (this.#crash !== undefined) return;
    this.#crash = crash;
    for (const listener of this.#listeners) listener(crash);
    // Whoever has just started the server may be about to ask.
    setImmediate(() => {
      if (this.#listeners.length === 0) throw crash;
    });
  }

  on(listener: CrashListener): void {
    this.#listeners.push(listener);
    if (this.#crash !== undefined) listener(this.#crash);
  }
}
