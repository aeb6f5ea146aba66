import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from './examine.js';
import type { Check, Finding } from './finding.js';

/** Free ports, and no model: what is not asked for is not in the way. */
const quiet = {
  ...{ CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0', CAXTON_LLM_PROVIDER: 'embedded' },
  ...{ CAXTON_DATABASE_URL: '', CAXTON_REDIS_URL: '', CAXTON_KEYS: '', CAXTON_AUTH: '' },
};

describe('the doctor, on this machine', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caxton-doctor-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const look = (settings: Record<string, string> = {}): Promise<Finding[]> =>
    examine({ ...quiet, CAXTON_DATA_DIR: join(folder, 'data'), ...settings });
  const faults = async (check: Check, settings?: Record<string, string>): Promise<Finding[]> =>
    (await look(settings)).filter((found) => found.check === check && found.level !== 'ok');

  it('finds nothing in the way where nothing is, and leaves nothing behind', async () => {
    const found = await look();
    expect(found.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds that several processes have no database to share', async () => {
    expect(await faults('settings', { CAXTON_PROCESSES: '2' })).toEqual([
      {
        ...{ check: 'settings', level: 'error' },
        message: expect.stringContaining('CAXTON_PROCESSES is 2') as string,
        remedy: expect.stringContaining('CAXTON_DATABASE_URL') as string,
      },
    ]);
  });

  it('finds a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const found = await faults('port', { CAXTON_METRICS_PORT: port });
    other.close();
    expect(found).toEqual([
      {
        ...{ check: 'port', level: 'error' },
        message: expect.stringContaining(`Port ${port} is in use`) as string,
        remedy: expect.stringContaining(
          `CAXTON_METRICS_PORT=${String(Number(port) + 1)}`,
        ) as string,
      },
    ]);
  });

  it.each([
    ['a folder that takes no files', () => '/proc/caxton'],
    ['a file', (file: string) => file],
    ['below a file', (file: string) => join(file, 'data')],
  ])('finds that it cannot write the data directory: %s', async (_title, place) => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const [found] = await faults('data-directory', { CAXTON_DATA_DIR: place(file) });
    expect(found).toMatchObject({
      level: 'error',
      message: expect.stringContaining('cannot be written') as string,
      remedy: expect.stringContaining('chown') as string,
    });
  });

  it('finds settings that cannot be used, each, and looks no further', async () => {
    const found = await look({ CAXTON_PORT: 'eighty', CAXTON_LEASE: 'soon' });
    expect(found.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringContaining('CAXTON_PORT is "eighty"'),
      expect.stringContaining('CAXTON_LEASE is "soon"'),
    ]);
  });

  it.each([
    [{ CAXTON_HOST: '0.0.0.0' }, 'error'],
    [{ CAXTON_HOST: '127.0.0.1' }, 'warning'],
  ])(
    'finds that keys are missing where processes share a database: %j',
    async (settings, level) => {
      const shared = { CAXTON_DATABASE_URL: 'postgres://a@127.0.0.1:1/b', ...settings };
      expect(await faults('keys', shared)).toMatchObject([
        { level, remedy: expect.stringContaining('openssl rand -base64 32') as string },
      ]);
      const key = `k1:${Buffer.alloc(32).toString('base64')}`;
      expect(await faults('keys', { ...shared, CAXTON_KEYS: key })).toEqual([]);
    },
  );

  it('finds that no language model is there, or that its key is missing', async () => {
    expect(await faults('model')).toMatchObject([
      { level: 'warning', remedy: expect.stringContaining('ANTHROPIC_API_KEY') as string },
    ]);
    const named = { CAXTON_LLM_PROVIDER: 'anthropic', ANTHROPIC_API_KEY: '' };
    expect(await faults('model', named)).toMatchObject([
      { level: 'error', message: expect.stringContaining('ANTHROPIC_API_KEY') as string },
    ]);
  });

  it('finds that nobody is at the addresses of Postgres and Redis, and tells no password', async () => {
    const nobody = {
      CAXTON_DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/caxton',
      CAXTON_REDIS_URL: 'redis://me:hunter2@127.0.0.1:1',
    };
    const found = (await look(nobody)).filter(({ check }) => /database|redis/.test(check));
    expect(found.map(({ check, level }) => [check, level])).toEqual([
      ['database', 'error'],
      ['redis', 'error'],
    ]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.map(({ message }) => message).join()).toMatch(/127\.0\.0\.1:1.*127\.0\.0\.1:1/s);
  });
});
