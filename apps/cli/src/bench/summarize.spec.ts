import { summarize } from './summarize.js';

describe(summarize, () => {
  it('tells how fast messages were answered, what of that was work, and what failed', () => {
    const answered = Array.from({ length: 100 }, (_value, index) => ({
      ...{ ms: 100 - index, turnMs: 10 },
    }));
    const failed = [{ code: 'NO_REPLY' }, { code: 'NO_REPLY' }, { code: 'CRASHED' }];
    expect(summarize([...answered, ...failed], 2_000)).toEqual({
      ...{ messages: 103, failed: 3, seconds: 2, per_second: 50 },
      latency_ms: { p50: 50, p95: 95, p99: 99, max: 100 },
      turn_ms: { p50: 10, p95: 10, p99: 10, max: 10 },
      failures: { NO_REPLY: 2, CRASHED: 1 },
    });
  });

  it('has no times of what nobody answered', () => {
    expect(summarize([{ code: 'CRASHED' }], 0)).toMatchObject({
      ...{ per_second: 0, latency_ms: null, turn_ms: null },
    });
  });
});
