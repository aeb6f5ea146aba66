import { jest } from '@jest/globals';
import { waitAtMost } from './pause.js';

describe('a wait that ends after some time', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is over with what is waited for, and leaves no timer that keeps the process alive', async () => {
    await waitAtMost(Promise.resolve(), 60_000);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is over when its time is, although nothing came', async () => {
    const over = waitAtMost(new Promise(() => undefined), 60_000).then(() => 'over');
    await jest.advanceTimersByTimeAsync(59_999);
    expect(await Promise.race([over, Promise.resolve('waiting')])).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1);
    expect(await over).toBe('over');
  });

  it('fails as what is waited for fails, and leaves no timer either', async () => {
    await expect(waitAtMost(Promise.reject(new Error('lost')), 60_000)).rejects.toThrow('lost');
    expect(jest.getTimerCount()).toBe(0);
  });
});
