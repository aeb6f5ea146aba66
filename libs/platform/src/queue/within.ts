/** Thrown when something took longer than it may. Its outcome is then unknown. */
export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`No answer within ${String(milliseconds)} ms.`);
    this.name = 'TookTooLong';
  }
}

/** The promise's result; thrown when it does not settle in time: {@link TookTooLong}, or as `explain` says. */
export function within<T>(
  promise: Promise<T>,
  milliseconds: number,
  explain: () => Error = () => new TookTooLong(milliseconds),
): Promise<T> {
  // By hand: a race makes four more promises, and this is done for each request and each bell.
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(explain());
    }, milliseconds);
    const settle = (): void => {
      clearTimeout(timer);
    };
    promise.then(settle, settle);
    promise.then(resolve, reject);
  });
}
