import { lookAgainMs, untilBeat } from './look-again.js';

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

describe(untilBeat, () => {
  it('lets those who began at different instants look at the same', () => {
    const beats = [20_003, 20_017, 20_050].map((now) => now + untilBeat(now, 1_000));
    expect(beats).toEqual([21_050, 21_050, 21_050]);
  });
});

const silent = { publish: () => undefined, subscribe: () => () => undefined };
