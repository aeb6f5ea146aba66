import { faultPoints } from '#faults';
import { ContractFetch } from '../support/contract-fetch.js';
import { createEmptyDatabase, type TestDatabase } from '../support/databases.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import type { FaultOrderInput } from './armed/fault-orders.js';

const armed = (orders: readonly FaultOrderInput[]): Record<string, string> => ({
  CAXTON_FAULTS: JSON.stringify(orders),
});

describeWith(['postgres'], 'a process with armed fault points', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  const settings = (): Record<string, string> => ({
    CAXTON_DATABASE_URL: database.url,
    CAXTON_AGENTS_DIR: `${import.meta.dirname}/../e2e/agents`,
    CAXTON_LEASE: '2s',
  });

  it.each(['before', 'after'] as const)(
    'dies %s it stores a message; the repeated request stores it once',
    async (when) => {
      const orders = [{ point: 'ingest.store', when, fault: 'kill' } as const];
      const first = await ServerUnderTest.start({
        settings: { ...settings(), ...armed(orders) },
        nodeFlags: ['--conditions=caxton-faults'],
      });
      const body = { capability: 'echo', conversation_id: when, content: {}, message_id: when };
      await expect(fetch(`${first.url}/api/v1/messages`, post(body))).rejects.toThrow();
      expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
      const second = await ServerUnderTest.start({ settings: settings() });
      const api = await ContractFetch.of(second.url);
      const { status, headers } = await api.call('/api/v1/messages', {
        body: { ...body, wait: '20s' },
      });
      const { body: talk } = await api.call<{ messages: unknown[] }>(
        `/api/v1/conversations/${when}/messages`,
      );
      await second.process.stop();
      expect(status).toBe(200);
      expect(headers.get('idempotency-replayed')).toBe(when === 'after' ? 'true' : null);
      expect(talk.messages).toHaveLength(2);
    },
  );

  it('are many, and each has a name of its own', () => {
    expect(new Set(faultPoints).size).toBe(faultPoints.length);
    expect(faultPoints.length).toBeGreaterThanOrEqual(12);
  });
});

function post(body: object): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
