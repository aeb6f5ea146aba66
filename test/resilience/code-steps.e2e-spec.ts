import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import type { FaultOrderInput } from './armed/fault-orders.js';
import { openChargeDesk, type ChargeDesk } from './charge-desk.js';

const messagePath = '/api/v1/messages/order-1';
const charge = { key: 'caxton-order-1-1', body: 'charge' };
const mail = { key: 'caxton-order-1-2', body: 'mail' };

interface Detail {
  readonly status: string;
  readonly error: { readonly code: string } | null;
}

interface Steps {
  readonly steps: readonly { readonly name: string; readonly state: string }[];
}

/** Where the process dies, and what may be seen of it afterwards. */
interface Case {
  readonly when: string;
  readonly order: Omit<FaultOrderInput, 'fault'>;
  readonly effects: readonly (typeof charge)[];
  readonly states: readonly string[];
  readonly reply: Record<string, unknown>;
}

const cases: readonly Case[] = [
  {
    when: 'between its two steps: the first is not made again',
    order: { point: 'journal.finish', when: 'after', nth: 1 },
    effects: [charge, mail],
    states: ['charge done', 'mail done'],
    reply: { charged: 1, mailed: 2 },
  },
  {
    when: 'after the first took effect, before that was written: it is made again under the same key',
    order: { point: 'journal.finish', when: 'before', nth: 1 },
    effects: [charge, charge, mail],
    states: ['charge done', 'mail done'],
    reply: { charged: 2, mailed: 3 },
  },
  {
    when: 'after the second, which may happen once, took effect: its outcome is unknown',
    order: { point: 'journal.finish', when: 'before', nth: 2 },
    effects: [charge, mail],
    states: ['charge done', 'mail unknown'],
    reply: { code: 'OUTCOME_UNKNOWN' },
  },
  {
    when: 'after both, before the commit: none is made again',
    order: { point: 'mailbox.commit', when: 'before' },
    effects: [charge, mail],
    states: ['charge done', 'mail done'],
    reply: { charged: 1, mailed: 2 },
  },
];

describeWith(['postgres'], 'a turn of a code agent whose worker dies', () => {
  let desk: ChargeDesk;
  let database: TestDatabase;

  beforeEach(async () => {
    [desk, database] = await Promise.all([openChargeDesk(), createReadyDatabase()]);
  });
  afterEach(() => Promise.all([desk.close(), database.drop()]));

  const settings = (): Record<string, string> => ({
    CAXTON_DATABASE_URL: database.url,
    CAXTON_AGENTS_DIR: join(import.meta.dirname, 'step-agents'),
    CAXTON_LLM_PROVIDER: 'embedded',
    CAXTON_LEASE: '2s',
    DESK_URL: desk.url,
  });

  /** The first process dies in the turn. */
  async function die(order: Case['order']): Promise<void> {
    const first = await ServerUnderTest.start({
      settings: { ...settings(), CAXTON_FAULTS: JSON.stringify([{ ...order, fault: 'kill' }]) },
      nodeFlags: ['--conditions=caxton-faults'],
    });
    const api = await ContractFetch.of(first.url);
    const ids = { message_id: 'order-1', conversation_id: 'order' };
    await api.call('/api/v1/messages', {
      body: { capability: 'pay', content: { amount: 7 }, ...ids },
    });
    expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
  }

  it.each(cases)('dies $when', async ({ order, effects, states, reply }) => {
    await die(order);
    const second = await ServerUnderTest.start({ settings: settings() });
    try {
      const api = await ContractFetch.of(second.url);
      const { body: detail } = await eventually(
        () => api.call<Detail>(messagePath),
        ({ body }) => !['delivered', 'processing'].includes(body.status),
      );
      expect(detail.status).toBe('code' in reply ? 'failed' : 'completed');
      expect(desk.effects).toEqual(effects);
      const { body: kept } = await api.call<Steps>(`${messagePath}/steps`);
      expect(kept.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(states);
      const { body: talk } = await api.call<{ messages: { content: unknown }[] }>(
        '/api/v1/conversations/order/messages',
      );
      expect(talk.messages.at(-1)?.content).toMatchObject(reply);
    } finally {
      await second.process.stop();
    }
  });
});
