import { systemClock } from '#platform';
import { DetailedReport, type Grounds } from './detailed-report.js';

const away = (): Promise<never> => Promise.reject(new Error('Postgres is away.'));

/** What a server stands on, when all of it is well. */
const sound: Grounds = {
  database: {
    examine: () => Promise.resolve({ clockAheadMs: 0, migrations: { lacking: [], unknown: [] } }),
  },
  queues: {
    ping: () => Promise.resolve(),
    ringer: { isHealthy: true } as Grounds['queues']['ringer'],
    health: () => ({ notes: [] }) as unknown as ReturnType<Grounds['queues']['health']>,
  },
  embedder: { health: { status: 'ok' } as Grounds['embedder']['health'] },
  roll: { serving: () => Promise.resolve([{ id: 'wrk-1', capabilities: undefined }]) },
  findFault: () => Promise.resolve(undefined),
  isToldHere: true,
  clock: systemClock,
  dataDir: '.',
};

const reportOn = (grounds: Partial<Grounds>): DetailedReport =>
  new DetailedReport(
    { version: '1.0.0', startedAt: 0, mode: 'database' },
    { ...sound, ...grounds },
  );

describe(DetailedReport, () => {
  it('does not say that no worker takes turns when nobody could look', async () => {
    const { status, components } = await reportOn({
      database: { examine: away },
      roll: { serving: away },
    }).read();
    expect(status).toBe('unhealthy');
    expect(components).toMatchObject({ database: { status: 'unhealthy' } });
    expect(Object.keys(components)).not.toContain('workers');
  });

  it('says so when it looked and found none', async () => {
    const { components } = await reportOn({ roll: { serving: () => Promise.resolve([]) } }).read();
    expect(components).toMatchObject({ workers: { status: 'degraded' } });
  });

  it('says that secrets are locked to this process', async () => {
    const findFault = () => Promise.resolve('the key k1 is not in CAXTON_KEYS');
    const { status, components } = await reportOn({ findFault }).read();
    expect(status).toBe('unhealthy');
    expect(components).toMatchObject({ secrets: { status: 'unhealthy' } });
  });
});
