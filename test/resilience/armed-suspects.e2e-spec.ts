import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { createEmptyDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Detail {
  readonly status: string;
  readonly error: { readonly code: string } | null;
}

/** Every process that comes so far dies before it begins the first step of a turn. */
const order = { point: 'journal.start', when: 'before', fault: 'kill' };

describeWith(['postgres'], 'a crash point in the turn of a suspect', () => {
  let database: TestDatabase;
  const folder = createEmptyDataDir();
  const strikes = join(folder.path, 'strikes');
  const countStrikes = (): number => readFileSync(strikes, 'utf8').trim().split('\n').length;

  beforeAll(async () => {
    database = await createReadyDatabase();
  });
  afterAll(async () => {
    await database.drop();
    folder.remove();
  });

  const start = (): ReturnType<typeof ServerUnderTest.start> =>
    ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_AGENTS_DIR: join(import.meta.dirname, 'step-agents'),
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '2s',
        CAXTON_FAULTS: JSON.stringify([order]),
        CAXTON_FAULTS_LOG: strikes,
      },
      nodeFlags: ['--conditions=caxton-faults'],
    });

  it('strikes in its own process: the worker lives on and gives the message up after three', async () => {
    const first = await start();
    const { body } = await (
      await ContractFetch.of(first.url)
    ).call<{ message_id: string }>('/api/v1/messages', {
      body: { capability: 'pay', content: { amount: 7 } },
    });
    expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
    expect(countStrikes()).toBe(1);
    const second = await start();
    try {
      const api = await ContractFetch.of(second.url);
      const { body: detail } = await eventually(
        () => api.call<Detail>(`/api/v1/messages/${body.message_id}`),
        (seen) => !['delivered', 'processing'].includes(seen.body.status),
      );
      expect(detail).toMatchObject({ status: 'failed', error: { code: 'CRASHED' } });
      expect(countStrikes()).toBe(3);
    } finally {
      await second.process.stop();
    }
  }, 60_000);
});
