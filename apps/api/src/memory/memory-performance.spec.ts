import { RecentTimes } from '#memory';
import { defaultWorkspace } from '#platform';
import { viewPerformance } from './memory-performance.js';

describe(viewPerformance, () => {
  const owner = { workspace: defaultWorkspace };
  const times = () => ({
    ...{ searches: new RecentTimes(), writes: new RecentTimes() },
    since: new Date(0),
  });
  const made = { known: 1, made: 3, busyMs: 50, capacity: 9 };

  it('tells no figure of what was never done', () => {
    expect(
      viewPerformance(owner, times(), { known: 0, made: 0, busyMs: 0, capacity: 9 }),
    ).toMatchObject({
      ...{ avg_search_time_ms: null, avg_storage_time_ms: null },
      ...{ cache_hit_rate: null, embeddings_per_second: null, searches: 0, writes: 0 },
    });
  });

  it('tells what was measured', () => {
    const measured = times();
    for (const ms of [10, 20]) measured.searches.keep(ms);
    measured.writes.keep(4);
    expect(viewPerformance(owner, measured, made)).toMatchObject({
      ...{ avg_search_time_ms: 15, avg_storage_time_ms: 4 },
      ...{ cache_hit_rate: 0.25, embeddings_per_second: 60, searches: 2, writes: 1 },
    });
  });

  it('tells a tenant nothing of the model, which has seen the texts of others', () => {
    expect(viewPerformance({ workspace: 'acme' }, times(), made)).toMatchObject({
      ...{ cache_hit_rate: null, embeddings_per_second: null },
    });
  });
});
