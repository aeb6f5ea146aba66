import { Turnstile } from './turnstile.js';

describe(Turnstile, () => {
  it('lets in a few at a time and in order, and refuses more than may wait before any work', async () => {
    const turnstile = new Turnstile(2, 3);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const come = (who: number): Promise<number> =>
      turnstile.inTurn(async () => {
        begun.push(who);
        await new Promise<void>((resolve) => ends.push(resolve));
        return who;
      });
    const inside = [0, 1, 2, 3, 4].map(come);
    await expect(come(5)).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(begun).toEqual([0, 1]);
    for (const [at, one] of inside.entries()) {
      ends[at]?.();
      expect(await one).toBe(at);
      await Promise.resolve();
    }
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('lets others in after one has failed', async () => {
    const turnstile = new Turnstile(1, 0);
    await expect(turnstile.inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turnstile.inTurn(() => Promise.resolve('yes'))).toBe('yes');
  });
});
