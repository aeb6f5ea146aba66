/** Thrown when something took longer than it may. Its outcome is then unknown. */
export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`No answer within ${String(milliseconds)} ms.`);
    this.name = 'TookTooLong';
  }
}

/** The promise's result; thrown when it does not settle in time: {@link TookTooLong}, or as `explain` says. */
export async function within<T>(
  promise: Promise<T>,
  milliseconds: number,
  explain: () => Error = () => new TookTooLong(milliseconds),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(explain());
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
