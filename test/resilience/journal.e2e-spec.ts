import { callsTools, says, startOpenAiStub, type ModelScript } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { createDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import type { FaultOrderInput } from './armed/fault-orders.js';
import { openChargeDesk, type ChargeDesk } from './charge-desk.js';

type Stub = Awaited<ReturnType<typeof startOpenAiStub>>;

interface Detail {
  readonly status: string;
  readonly tokens: { readonly input: number; readonly output: number };
}

interface Steps {
  readonly steps: readonly { readonly kind: string; readonly state: string }[];
}

/** Where the process dies, and what may be seen of it afterwards. */
interface Case {
  readonly when: string;
  readonly order: Omit<FaultOrderInput, 'fault'>;
  /** Times that the provider was asked, over both processes. */
  readonly asked: number;
  readonly effects: number;
  readonly told: 'receipt' | 'OUTCOME_UNKNOWN';
}

const cases: readonly Case[] = [
  {
    when: 'between the answer of the model and its call (P8 is over, P9 not yet)',
    order: { point: 'journal.start', when: 'before' },
    ...{ asked: 2, effects: 1, told: 'receipt' },
  },
  {
    when: 'after the call was announced, before it was made (P9)',
    order: { point: 'journal.start', when: 'after' },
    ...{ asked: 2, effects: 0, told: 'OUTCOME_UNKNOWN' },
  },
  {
    when: 'after the call took effect, before that was written (P10)',
    order: { point: 'tool.execute', when: 'after' },
    ...{ asked: 2, effects: 1, told: 'OUTCOME_UNKNOWN' },
  },
  {
    when: 'after the outcome of the call was written',
    order: { point: 'journal.finish', when: 'after' },
    ...{ asked: 2, effects: 1, told: 'receipt' },
  },
  {
    when: 'while the model is asked for the second time (F4)',
    order: { point: 'model.ask', when: 'before', nth: 2 },
    ...{ asked: 2, effects: 1, told: 'receipt' },
  },
  {
    when: 'after the model has answered, before that was written (P8)',
    order: { point: 'model.ask', when: 'after', nth: 2 },
    ...{ asked: 3, effects: 1, told: 'receipt' },
  },
  {
    when: 'after all steps, before the commit (P11)',
    order: { point: 'mailbox.commit', when: 'before' },
    ...{ asked: 2, effects: 1, told: 'receipt' },
  },
];

/** Charges first, and says what it was told of that. */
function chargeAndTell(url: string): ModelScript {
  return ({ body }) => {
    const told = (body['messages'] as { role: string; content: unknown }[]).findLast(
      ({ role }) => role === 'tool',
    );
    return told === undefined
      ? callsTools({ name: 'http_client', arguments: { method: 'POST', url, json: { amount: 7 } } })
      : says(JSON.stringify({ told: JSON.stringify(told.content) }));
  };
}

/** One message through two processes: the first dies in it, the second takes it up. */
async function dieAndTakeUp(
  { order }: Pick<Case, 'order'>,
  ground: Record<string, string>,
  { stub, receiver }: { stub: Stub; receiver: ChargeDesk },
): Promise<{ detail: Detail; steps: Steps; reply: string; events: string }> {
  stub.script(chargeAndTell(receiver.url));
  const settings = {
    ...ground,
    ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key', CAXTON_LLM_MODEL: 'stub' },
    ...{ CAXTON_LEASE: '2s', CAXTON_EGRESS_ALLOW: receiver.url },
  };
  const first = await ServerUnderTest.start({
    settings: { ...settings, CAXTON_FAULTS: JSON.stringify([{ ...order, fault: 'kill' }]) },
    nodeFlags: ['--conditions=caxton-faults'],
  });
  const firstApi = await ContractFetch.of(first.url);
  await firstApi.call('/api/v1/agents', {
    body: { name: 'Payer', capabilities: ['pay'], tools: ['http_client'], system_prompt: 'Pay.' },
  });
  const ids = { message_id: 'order-1', conversation_id: 'order' };
  await firstApi.call('/api/v1/messages', {
    body: { capability: 'pay', content: { request: 'Charge 7.' }, ...ids },
  });
  expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
  const second = await ServerUnderTest.start({ settings });
  try {
    const api = await ContractFetch.of(second.url);
    const { body: detail } = await eventually(
      () => api.call<Detail>('/api/v1/messages/order-1'),
      ({ body }) => !['delivered', 'processing'].includes(body.status),
    );
    const { body: steps } = await api.call<Steps>('/api/v1/messages/order-1/steps');
    const { body: talk } = await api.call<{ messages: { content: unknown }[] }>(
      '/api/v1/conversations/order/messages',
    );
    const events: unknown[] = [];
    for await (const { data } of api.follow('/api/v1/conversations/order?follow=true')) {
      if (data !== undefined) events.push(data);
    }
    const reply = JSON.stringify(talk.messages.at(-1)?.content);
    return { detail, steps, reply, events: JSON.stringify(events) };
  } finally {
    await second.process.stop();
  }
}

describe('a turn whose process dies', () => {
  let stub: Stub;
  let receiver: ChargeDesk;

  beforeEach(async () => {
    [stub, receiver] = await Promise.all([startOpenAiStub(), openChargeDesk()]);
  });
  afterEach(() => Promise.all([stub.close(), receiver.close()]));

  function assertSeen(seen: Awaited<ReturnType<typeof dieAndTakeUp>>, expected: Case): void {
    expect(seen.detail.status).toBe('completed');
    expect(seen.reply).toContain(expected.told);
    expect(stub.requests).toHaveLength(expected.asked);
    expect(receiver.effects).toHaveLength(expected.effects);
    for (const { key } of receiver.effects) expect(key).toBe('caxton-order-1-2');
    expect(seen.detail.tokens).toEqual({ input: 22, output: 14 });
    expect(seen.steps.steps.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'model done',
      expected.told === 'receipt' ? 'tool done' : 'tool unknown',
      'model done',
    ]);
    expect(seen.events.split('"type":"tool.returned"')).toHaveLength(2);
  }

  describeWith(['postgres'], 'on one database', () => {
    it.each(cases)('$when', async (one) => {
      const database = await createReadyDatabase();
      try {
        const ground = { CAXTON_DATABASE_URL: database.url };
        assertSeen(await dieAndTakeUp(one, ground, { stub, receiver }), one);
      } finally {
        await database.drop();
      }
    });
  });

  describe('on the embedded Postgres', () => {
    it.each(cases.filter(({ order }) => ['tool.execute', 'mailbox.commit'].includes(order.point)))(
      '$when',
      async (one) => {
        const data = createDataDir();
        try {
          const ground = { CAXTON_DATA_DIR: data.path };
          assertSeen(await dieAndTakeUp(one, ground, { stub, receiver }), one);
        } finally {
          data.remove();
        }
      },
    );
  });
});
