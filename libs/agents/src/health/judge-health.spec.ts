import { judgeHealth, type Condition } from './judge-health.js';

const well: Condition = { status: 'running', isServed: true, recent: [] };

describe(judgeHealth.name, () => {
  it.each<[string, Partial<Condition>, string, number]>([
    ['that nothing is known of', {}, 'healthy', 0],
    ['of which one in ten failed', { recent: [{ succeeded: 9, failed: 1 }] }, 'healthy', 0],
    [
      'of which more than one in ten failed',
      { recent: [{ succeeded: 8, failed: 2 }] },
      'degraded',
      1,
    ],
    [
      'of which most failed, under any capability',
      {
        recent: [
          { succeeded: 3, failed: 0 },
          { succeeded: 0, failed: 4 },
        ],
      },
      'unhealthy',
      1,
    ],
    ['of which too few are known', { recent: [{ succeeded: 0, failed: 4 }] }, 'healthy', 0],
    ['that is paused', { status: 'paused' }, 'degraded', 1],
    ['that drains', { status: 'draining' }, 'degraded', 1],
    ['that nobody serves', { isServed: false, status: 'paused' }, 'unhealthy', 2],
  ])('judges an agent %s', (_, condition, status, notes) => {
    const judged = judgeHealth({ ...well, ...condition });
    expect(judged.status).toBe(status);
    expect(judged.notes).toHaveLength(notes);
  });
});
