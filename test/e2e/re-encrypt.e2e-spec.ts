import { randomBytes } from 'node:crypto';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ContractFetch } from '../support/contract-fetch.js';
import type { TestDatabase } from '../support/databases.js';
import { ServerUnderTest, spawnCaxton, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const newKey = (name: string): string => `${name}:${randomBytes(32).toString('base64')}`;

describeWith(['postgres'], 'caxton secrets re-encrypt', () => {
  const k1 = newKey('k1');
  const k2 = newKey('k2');
  let database: TestDatabase;
  let server: RunningServer | undefined;

  const settings = (keys: string): Record<string, string> => ({
    CAXTON_DATABASE_URL: database.url,
    CAXTON_KEYS: keys,
  });
  const start = async (keys: string): Promise<ContractFetch> => {
    await server?.process.stop();
    server = await ServerUnderTest.start({
      settings: settings(keys),
      command: ['server', 'start', '--api-only'],
    });
    return ContractFetch.of(server.url);
  };
  const reEncrypt = async (
    keys: string,
    ...flags: string[]
  ): Promise<{ code: number | null; said: string }> => {
    const command = ['secrets', 're-encrypt', ...flags];
    const child = spawnCaxton({ settings: settings(keys), command });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, said };
  };

  beforeAll(async () => {
    database = await createReadyDatabase();
  });
  afterAll(async () => {
    await server?.process.stop();
    await database.drop();
  });

  it('lets the old key be taken out, beside a server that runs', async () => {
    const first = await start(k1);
    const { body } = await first.call<{ webhook_id: string }>('/api/v1/webhooks', {
      body: {
        ...{ url: 'https://your-app.com/hook', events: ['message.response'] },
        authentication: { type: 'bearer', token: 'my-own-token' },
      },
    });
    await start(`${k2},${k1}`);
    const early = await reEncrypt(`${k2},${k1}`, '--dry-run');
    expect(early).toMatchObject({ code: 1 });
    expect(early.said).toContain('webhooks.token: 0 sealed anew; 1 under k1');
    const { code, said } = await reEncrypt(`${k2},${k1}`, '--batch', '1');
    expect(said).toContain('webhooks.token: 1 sealed anew; 1 under k2');
    expect(said).toContain('every other key may be taken out of CAXTON_KEYS');
    expect(code).toBe(0);
    const last = await start(k2);
    const path = `/api/v1/webhooks/${body.webhook_id}/rotate-secret`;
    expect((await last.call(path, { method: 'POST' })).status).toBe(200);
  });

  it('says which key is missing, and ends with 1', async () => {
    const { code, said } = await reEncrypt(newKey('k3'));
    expect(said).toContain('the key k2 is not in CAXTON_KEYS');
    expect(code).toBe(1);
  });
});
