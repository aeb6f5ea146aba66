import { Restarts } from './restarts.js';

describe(Restarts, () => {
  const at = { now: 0 };
  const open = (): Restarts => new Restarts('memory', { monotonic: () => at.now });
  const mayStart = (restarts: Restarts): boolean => {
    try {
      restarts.admit();
      return true;
    } catch {
      return false;
    }
  };
  /** How long it must wait after it ended. */
  const pauseOf = (restarts: Restarts): number => {
    const endedAt = at.now;
    while (!mayStart(restarts)) at.now += 500;
    return at.now - endedAt;
  };

  it('lets a program start at once, and after pauses that double up to a minute when it does not live', () => {
    const restarts = open();
    expect(mayStart(restarts)).toBe(true);
    const pauses = Array.from({ length: 8 }, () => {
      restarts.started();
      restarts.ended();
      return pauseOf(restarts);
    });
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000));
  });

  it('begins again with a short pause when it lived well', () => {
    const restarts = open();
    for (let times = 0; times < 5; times += 1) restarts.ended();
    restarts.started();
    at.now += 30_000;
    restarts.ended();
    expect(pauseOf(restarts)).toBe(1_000);
  });
});
