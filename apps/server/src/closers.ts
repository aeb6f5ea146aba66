type Closer = () => Promise<void> | void;

/** What was opened, to be closed in the opposite order: the newest stands on the oldest. */
export class Closers {
  private readonly pile: Closer[] = [];

  add(close: Closer): void {
    this.pile.push(close);
  }

  /** Closes everything, also after one of them failed; the first failure is thrown at the end. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.pile.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
