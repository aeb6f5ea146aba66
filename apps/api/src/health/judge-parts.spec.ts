import {
  judgeClock,
  judgeDisk,
  judgeEmbeddings,
  judgeMigrations,
  judgeQueue,
  judgeWorkers,
  worstOf,
} from './judge-parts.js';

describe('a part of the server', () => {
  it.each([
    ['a disk with room', judgeDisk({ free: 50, size: 100 }, '/data'), 'healthy'],
    ['a disk that is short', judgeDisk({ free: 9, size: 100 }, '/data'), 'degraded'],
    ['a disk that is full', judgeDisk({ free: 0, size: 100 }, '/data'), 'unhealthy'],
    ['a folder that is not there', judgeDisk(undefined, '/data'), 'degraded'],
    ['a folder that nothing is kept in', judgeDisk(undefined, '/data', false), 'healthy'],
    ['a clock that is right', judgeClock(-1_999), 'healthy'],
    ['a clock that is behind', judgeClock(-2_001), 'degraded'],
    ['a clock that is ahead', judgeClock(60_000), 'degraded'],
    ['the schema of this version', judgeMigrations({ lacking: [], unknown: [] }), 'healthy'],
    ['an older schema', judgeMigrations({ lacking: ['A'], unknown: [] }), 'unhealthy'],
    ['a newer schema', judgeMigrations({ lacking: [], unknown: ['B'] }), 'degraded'],
    ['a worker', judgeWorkers(1), 'healthy'],
    ['no worker', judgeWorkers(0), 'degraded'],
    ['a queue that rings', judgeQueue(true, []), 'healthy'],
    ['a queue that may drop keys', judgeQueue(true, ['It evicts.']), 'degraded'],
    ['a queue that is away', judgeQueue(false, []), 'degraded'],
    ['a model that makes vectors', judgeEmbeddings('ok', undefined), 'healthy'],
    ['a model that does not', judgeEmbeddings('failing', 'it is away'), 'degraded'],
  ])('such as %s says how it does, and what to do where it is not well', (_, part, status) => {
    expect(part.status).toBe(status);
    expect(part.detail).not.toBe('');
    expect(part.remedy === undefined).toBe(status === 'healthy');
  });

  it('makes the whole as well as its worst part', () => {
    const [fine, short, full] = [50, 9, 0].map((free) => judgeDisk({ free, size: 100 }, '/'));
    expect(worstOf([])).toBe('healthy');
    expect(worstOf([fine, short].flatMap((part) => part ?? []))).toBe('degraded');
    expect(worstOf([short, full, fine].flatMap((part) => part ?? []))).toBe('unhealthy');
  });
});
