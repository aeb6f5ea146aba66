import { randomUUID } from 'node:crypto';
import { FaultyLink } from '../../../../test/resilience/kit/faulty-link.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { until } from '../queue/until.fixture.js';
import { openRateLimits, type RateLimits } from './open-rate-limits.js';

const log = createSilentLogger();

describeWith(['redis'], 'rate limits that are counted in Redis', () => {
  const prefix = `{rates-${randomUUID()}}`;
  const opened: RateLimits[] = [];
  const open = (redisUrl: string | undefined): RateLimits => {
    const limits = openRateLimits({ redisUrl, prefix, log });
    opened.push(limits);
    return limits;
  };

  afterEach(async () => {
    for (const limits of opened.splice(0)) await limits.close();
  });

  it('hold for all processes together, for each subject apart', async () => {
    const url = serverUrl('redis');
    const [one, other] = [open(url).limit('both', 3), open(url).limit('both', 3)];
    // Until both connections stand, each process counts for itself.
    await until(async () => {
      const subject = randomUUID();
      await one.count(subject);
      return (await other.count(subject)).remaining === 1;
    });

    const standings = [];
    for (const limit of [one, other, one, other]) standings.push(await limit.count('acme'));

    expect(standings.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect(standings.map(({ isExceeded }) => isExceeded)).toEqual([false, false, false, true]);
    expect(standings[3]?.resetMs).toBeGreaterThan(50_000);
    expect(await one.count('other')).toMatchObject({ remaining: 2, isExceeded: false });
  });

  it('go on in memory while Redis hangs, with no request held up, and in Redis once it is back', async () => {
    const link = await FaultyLink.open(serverUrl('redis'));
    const [limit, witness] = [
      open(link.url).limit('hang', 2),
      open(serverUrl('redis')).limit('hang', 2),
    ];
    const areTogether = async (): Promise<boolean> => {
      const subject = randomUUID();
      await limit.count(subject);
      return (await witness.count(subject)).remaining === 0;
    };
    await until(areTogether);

    link.freeze();
    const began = performance.now();
    const standings = [];
    for (let count = 0; count < 20; count += 1) standings.push(await limit.count('hung'));
    const took = performance.now() - began;
    link.thaw();

    expect(standings.map(({ isExceeded }) => isExceeded)).toEqual([
      ...[false, false],
      ...Array.from({ length: 18 }, () => true),
    ]);
    expect(took).toBeLessThan(1_000);
    await until(areTogether);
    await link.cut();
  });

  it('refuse the one request too many also when Redis never came', async () => {
    const limit = open('redis://127.0.0.1:1').limit('away', 1);

    expect(await limit.count('a')).toMatchObject({ isExceeded: false });
    expect(await limit.count('a')).toMatchObject({ isExceeded: true, remaining: 0 });
  });
});
