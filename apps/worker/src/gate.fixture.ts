/** A place in a test where one side waits until the other has come so far. */
export class Gate<T = undefined> {
  private resolve: (value: T) => void = () => undefined;
  /** Resolves when the gate is opened. */
  readonly opened = new Promise<T>((resolve) => {
    this.resolve = resolve;
  });

  open(value: T): void {
    this.resolve(value);
  }
}
