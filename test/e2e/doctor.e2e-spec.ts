import { skewedClock } from '../resilience/kit/skewed-clock.js';
import type { TestDatabase } from '../support/databases.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { runCaxton } from '../support/run-caxton.js';
import { describeWith, serverUrl } from '../support/test-servers.js';

interface Found {
  readonly status: string;
  readonly findings: readonly { check: string; level: string; message: string }[];
}

describeWith(
  ['postgres', 'redis', 'faketime'],
  'the doctor of a process whose clock is wrong',
  () => {
    let database: TestDatabase;

    beforeAll(async () => {
      database = await createReadyDatabase();
    });
    afterAll(() => database.drop());

    const look = async (offset: string): Promise<Found & { code: number | null }> => {
      const { code, out } = await runCaxton(['doctor', '--json'], {
        env: {
          ...skewedClock(serverUrl('faketime'), offset),
          ...{ CAXTON_DATABASE_URL: database.url, CAXTON_REDIS_URL: serverUrl('redis') },
          ...{ CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0', CAXTON_LLM_PROVIDER: 'embedded' },
          CAXTON_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
        },
      });
      return { code, ...(JSON.parse(out) as Found) };
    };

    it.each([
      ['+1h', 1, 'error', 'behind'],
      ['-10s', 0, 'warning', 'ahead of'],
    ])('by %s ends with %p', async (offset, code, level, way) => {
      const found = await look(offset);
      expect(found.code).toBe(code);
      const clocks = found.findings.filter(({ check }) => check === 'clock');
      expect(clocks.map((one) => [one.level, one.message])).toEqual([
        [level, expect.stringMatching(`clock of Postgres is .* ${way} that of this machine`)],
        [level, expect.stringMatching(`clock of Redis is .* ${way} that of this machine`)],
      ]);
    });
  },
);
