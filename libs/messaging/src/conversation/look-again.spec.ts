import { lookAgainMs } from './look-again.js';

describe(lookAgainMs, () => {
  it('is a second while announcements are heard', () => {
    expect(lookAgainMs({ ...silent, isWhole: true }, 20)).toBe(1_000);
    expect(lookAgainMs(silent, 20)).toBe(1_000);
  });

  it.each([
    [0, 50],
    [400, 200],
    [60_000, 1_000],
  ])('follows after a wait of %i ms in %i ms while they are not', (waited, soon) => {
    expect(lookAgainMs({ ...silent, isWhole: false }, waited)).toBe(soon);
  });
});

const silent = { publish: () => undefined, subscribe: () => () => undefined };
