/** How often people are told how far it is: on a terminal in place, in a log now and then. */
const [onTerminalMs, inLogMs] = [200, 5_000];

/** Tells on the standard error how far something has come. */
export class Progress {
  private toldAt = performance.now();

  /** Tells it if it is time. */
  tell(compose: () => string): void {
    const { isTTY } = process.stderr;
    const now = performance.now();
    if (now - this.toldAt < (isTTY ? onTerminalMs : inLogMs)) return;
    this.toldAt = now;
    process.stderr.write(isTTY ? `\r\u001b[K${compose()}` : `${compose()}\n`);
  }

  /** The last word. */
  end(text: string): void {
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}\n` : `${text}\n`);
  }
}
