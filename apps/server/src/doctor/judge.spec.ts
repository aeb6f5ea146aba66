import { judgeClock } from './judge-clock.js';
import { judgeDatabase } from './judge-database.js';
import { judgeNode } from './judge-node.js';
import { judgeRedis } from './judge-redis.js';

describe(judgeNode, () => {
  it.each([
    ['20.19.0', 'ok'],
    ['22.0.0', 'ok'],
    ['20.18.3', 'error'],
    ['18.20.0', 'error'],
  ])('says of %s: %s', (version, level) => {
    expect(judgeNode(version).level).toBe(level);
  });
});

describe(judgeClock, () => {
  const reading = (theirs: number, answered = 1_010): Parameters<typeof judgeClock>[0] => ({
    ...{ of: 'Postgres', asked: 1_000, answered, theirs },
  });

  it.each([
    ['agrees', 1_005, 'ok', 'agrees'],
    ['is a little ahead', 2_900, 'ok', 'agrees'],
    ['is ahead', 6_010, 'warning', '5.0 s ahead of'],
    ['is behind', 1_000 - 90_000, 'error', '90.0 s behind'],
    ['is an hour ahead', 1_010 + 3_600_000, 'error', '60 min ahead of'],
    ['is a day ahead', 1_010 + 86_400_000, 'error', '24.0 h ahead of'],
  ])('tells a clock that %s', (_title, theirs, level, told) => {
    const finding = judgeClock(reading(theirs));
    expect(finding).toMatchObject({ level, message: expect.stringContaining(told) as string });
  });

  it('does not take a slow answer for a wrong clock', () => {
    expect(judgeClock(reading(9_000, 10_000)).level).toBe('ok');
  });
});

describe(judgeRedis, () => {
  it('takes a Redis that does not say how it drops keys for a good one', () => {
    expect(judgeRedis('redis_version:7.0.15\r\nrole:master\r\n')).toEqual([
      { check: 'redis', level: 'ok', message: 'Redis 7.0.15 answers.' },
    ]);
  });
});

describe(judgeDatabase, () => {
  it('tells a user that may not install pgvector what to ask for', () => {
    const vector = { isInstalled: false, isAvailable: true, mayInstall: false };
    const found = judgeDatabase({ version: '17', vector, migrated: [], known: ['A'] });
    expect(found[1]).toMatchObject({
      level: 'error',
      remedy: expect.stringContaining('create extension vector') as string,
    });
  });
});
