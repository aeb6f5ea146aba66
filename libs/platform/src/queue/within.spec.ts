import { TookTooLong, within } from './within.js';

describe(within.name, () => {
  it('gives the result that comes in time', async () => {
    await expect(within(Promise.resolve(7), 1_000)).resolves.toBe(7);
  });

  it('passes on the error that comes in time', async () => {
    await expect(within(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
  });

  it('gives up on what does not settle, and says after how long', async () => {
    const waiting = within(new Promise(() => undefined), 20);
    await expect(waiting).rejects.toThrow(TookTooLong);
    await expect(waiting).rejects.toThrow('No answer within 20 ms.');
  });

  it('leaves no error unhandled that comes after it gave up', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    let fail: (error: Error) => void = () => undefined;
    const late = new Promise((_resolve, reject) => {
      fail = reject;
    });
    await expect(within(late, 1)).rejects.toThrow(TookTooLong);
    fail(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
