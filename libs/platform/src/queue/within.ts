/** Thrown when something took longer than it may. Its outcome is then unknown. */
export class TookTooLong extends Error {
  constructor(milliseconds: number) {
    super(`No answer within ${String(milliseconds)} ms.`);
    this.name = 'TookTooLong';
  }
}

/** The promise's result, or {@link TookTooLong} when it does not settle in time. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new TookTooLong(milliseconds));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
