import { summarize } from './summarize.js';

describe(summarize, () => {
  it('tells how fast messages were answered, and what failed', () => {
    const answered = Array.from({ length: 100 }, (_value, index) => ({ ms: 100 - index }));
    const failed = [{ code: 'NO_REPLY' }, { code: 'NO_REPLY' }, { code: 'CRASHED' }];
    expect(summarize([...answered, ...failed], 2_000)).toEqual({
      ...{ messages: 103, failed: 3, seconds: 2, per_second: 50 },
      latency_ms: { p50: 50, p95: 95, p99: 99, max: 100 },
      failures: { NO_REPLY: 2, CRASHED: 1 },
    });
  });

  it('has figures of nothing', () => {
    expect(summarize([], 0)).toMatchObject({ per_second: 0, latency_ms: { p50: 0, max: 0 } });
  });
});
