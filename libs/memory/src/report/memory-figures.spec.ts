import { MemoryFigures, RecentTimes } from './memory-figures.js';

describe(RecentTimes, () => {
  it('has no average before there is anything to average', () => {
    expect(new RecentTimes().average).toBeUndefined();
  });

  it('averages the last thousand and counts all', () => {
    const times = new RecentTimes();
    for (let index = 0; index < 500; index += 1) times.keep(100);
    for (let index = 0; index < 1_000; index += 1) times.keep(index % 2 === 0 ? 1 : 3);
    expect(times.average).toBeCloseTo(2);
    expect(times.count).toBe(1_500);
  });

  it('counts work that came to its end, and not work that failed', async () => {
    const times = new RecentTimes();
    expect(await times.measure(() => Promise.resolve('done'))).toBe('done');
    await expect(times.measure(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(times.count).toBe(1);
    expect(times.average).toBeGreaterThanOrEqual(0);
  });
});

describe(MemoryFigures, () => {
  it('counts what each workspace does apart', () => {
    const figures = new MemoryFigures();
    figures.of({ workspace: 'acme' }).searches.keep(3);
    expect(figures.of({ workspace: 'acme' }).searches.count).toBe(1);
    expect(figures.of({ workspace: 'other' }).searches.count).toBe(0);
  });
});
