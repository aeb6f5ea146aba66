import fc from 'fast-check';
import {
  durationText,
  formatResponseTime,
  formatSpan,
  formatUptime,
  parseDuration,
} from './duration.js';

describe('durationText', () => {
  it.each([
    ['30s', 30_000],
    ['2m15s', 135_000],
    ['1.5h', 5_400_000],
    ['24h', 86_400_000],
    ['250ms', 250],
    ['1d2h3m4s5ms', 93_784_005],
    ['0s', 0],
    ['366d', 31_622_400_000],
  ])('reads %s', (text, milliseconds) => {
    expect(durationText.safeParse(text).success).toBe(true);
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    '',
    '30',
    's',
    '30 s',
    '-1s',
    '1y',
    '30s ',
    '.5s',
    '1,5s',
    '1e3s',
    '367d',
    '9'.repeat(31) + 'd',
  ])('refuses %j', (text) => {
    expect(durationText.safeParse(text).success).toBe(false);
  });

  it('refuses what is long without looking at it for long', () => {
    const started = performance.now();
    expect(durationText.safeParse('1'.repeat(1_000_000)).success).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe(parseDuration, () => {
  it('adds its parts up, in whatever order', () => {
    const parts = fc.array(
      fc.tuple(fc.nat({ max: 99 }), fc.constantFrom<'ms' | 's' | 'm' | 'h'>('ms', 's', 'm', 'h')),
      { minLength: 1, maxLength: 6 },
    );
    const lengths = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
    fc.assert(
      fc.property(parts, (all) => {
        const text = all.map(([amount, unit]) => `${String(amount)}${unit}`).join('');
        const sum = all.reduce((total, [amount, unit]) => total + amount * lengths[unit], 0);
        expect(durationText.safeParse(text).success).toBe(true);
        expect(parseDuration(text)).toBe(sum);
      }),
    );
  });
});

describe(formatUptime, () => {
  it.each([
    [0, '0s'],
    [5_999, '5s'],
    [135_000, '2m15s'],
    [4_980_000, '1h23m'],
    [273_600_000, '3d4h'],
    [-5, '0s'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(formatUptime(milliseconds)).toBe(text);
  });

  it('writes what can be read again, at most its last unit off', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 * 86_400_000 }), (milliseconds) => {
        const text = formatUptime(milliseconds);
        const unit =
          milliseconds < 3_600_000 ? 1_000 : milliseconds < 86_400_000 ? 60_000 : 3_600_000;
        expect(durationText.safeParse(text).success).toBe(true);
        expect(Math.floor(milliseconds / unit) * unit).toBe(parseDuration(text));
      }),
    );
  });
});

describe(formatResponseTime, () => {
  it.each([
    [0, '0.0s'],
    [4, '0.004s'],
    [99, '0.099s'],
    [400, '0.4s'],
    [2_300, '2.3s'],
    [59_949, '59.9s'],
    [200_000, '3m20s'],
    [-1, '0.0s'],
  ])('writes %i ms as %s', (milliseconds, text) => {
    expect(formatResponseTime(milliseconds)).toBe(text);
  });
});

describe(formatSpan.name, () => {
  it.each([
    [0, '0s'],
    [250, '250ms'],
    [30_000, '30s'],
    [120_000, '2m'],
    [5_400_000, '1h30m'],
    [604_800_000, '7d'],
  ])('writes %d ms as it is set: %s', (milliseconds, text) => {
    expect(formatSpan(milliseconds)).toBe(text);
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
