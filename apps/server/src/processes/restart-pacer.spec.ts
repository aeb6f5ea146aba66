import { RestartPacer } from './restart-pacer.js';

const failed = { wasReady: false, livedMs: 900 };
const died = { wasReady: true, livedMs: 5_000 };
const diedLate = { wasReady: true, livedMs: 60_000 };

describe(RestartPacer, () => {
  it('starts soon at first, then later each time, and at the latest after half a minute', () => {
    const pacer = new RestartPacer();
    expect(Array.from({ length: 9 }, () => pacer.after(died))).toEqual([
      ...[500, 1_000, 2_000, 4_000, 8_000, 16_000],
      ...[30_000, 30_000, 30_000],
    ]);
  });

  it('starts soon again what ran well for a minute', () => {
    const pacer = new RestartPacer();
    expect([died, died, diedLate, died].map((end) => pacer.after(end))).toEqual([
      ...[500, 1_000, 500, 1_000],
    ]);
  });

  it('gives up what fails to become ready eight times in a row', () => {
    const pacer = new RestartPacer();
    const ends = Array.from({ length: 8 }, () => pacer.after(failed));
    expect(ends.slice(0, 7)).not.toContain(undefined);
    expect(ends[7]).toBeUndefined();
  });

  it('counts anew once it was ready', () => {
    const pacer = new RestartPacer();
    const ends = [...Array.from({ length: 7 }, () => failed), died, failed];
    expect(ends.map((end) => pacer.after(end))).not.toContain(undefined);
  });
});
