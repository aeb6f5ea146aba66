import { MemoryFigures } from '#memory';
import { viewPerformance } from './memory-performance.js';

describe(viewPerformance, () => {
  it('tells no figure of what was never done', () => {
    expect(
      viewPerformance(new MemoryFigures(), { known: 0, made: 0, busyMs: 0, capacity: 9 }),
    ).toMatchObject({
      ...{ avg_search_time_ms: null, avg_storage_time_ms: null },
      ...{ cache_hit_rate: null, embeddings_per_second: null, searches: 0, writes: 0 },
    });
  });

  it('tells what was measured', () => {
    const figures = new MemoryFigures();
    for (const ms of [10, 20]) figures.searches.keep(ms);
    figures.writes.keep(4);
    const made = { known: 1, made: 3, busyMs: 50, capacity: 9 };
    expect(viewPerformance(figures, made)).toMatchObject({
      ...{ avg_search_time_ms: 15, avg_storage_time_ms: 4 },
      ...{ cache_hit_rate: 0.25, embeddings_per_second: 60, searches: 2, writes: 1 },
    });
  });
});
