import { callsTools, says, startOpenAiStub, type ModelScript, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { modes, type Ground } from '../support/grounds.js';
import { ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import type { FaultOrderInput } from './armed/fault-orders.js';

interface Named {
  readonly artifact_id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly url: string;
}

interface Said {
  readonly sender: string;
  readonly metadata?: { readonly artifacts?: readonly Named[] };
}

type Death = Omit<FaultOrderInput, 'fault'>;

/** Where the process dies over a tool that makes a file. */
const deaths: readonly Death[] = [
  { point: 'artifact.write', when: 'before' },
  { point: 'artifact.write', when: 'after' },
  { point: 'tool.execute', when: 'after' },
  { point: 'journal.finish', when: 'after' },
  { point: 'mailbox.commit', when: 'before' },
  { point: 'mailbox.commit', when: 'after' },
];

/** Some 15 s each: one in each mode; `CAXTON_FILE_DEATHS=all` for every one in every mode. */
const chosen: Readonly<Record<string, number>> = { embedded: 1, database: 3, 'scale-out': 4 };
const deathsIn = (mode: string): readonly Death[] =>
  process.env['CAXTON_FILE_DEATHS'] === 'all'
    ? deaths
    : deaths.filter((_death, index) => index === chosen[mode]);

const chart = {
  type: 'bar',
  data: [
    { month: '2026-01', sales: 10 },
    { month: '2026-02', sales: 12 },
  ],
  ...{ x: 'month', y: 'sales' },
};

/** Draws first, then says so. */
const drawAndTell: ModelScript = ({ body }) => {
  const isDrawn = (body['messages'] as { role: string }[]).some(({ role }) => role === 'tool');
  return isDrawn
    ? says('The chart is drawn.')
    : callsTools({ name: 'chart_generator', arguments: { chart, name: 'sales' } });
};

describe.each(modes)('a file that a tool makes in the %s mode', (mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let stub: ModelStub;
    let ground: Ground;

    beforeEach(async () => {
      [stub, ground] = await Promise.all([startOpenAiStub(drawAndTell), open()]);
    });
    afterEach(() => Promise.all([stub.close(), ground.remove()]));

    const settings = (): Record<string, string> => ({
      ...ground.settings,
      ...{ CAXTON_LLM_BASE_URL: stub.baseUrl, CAXTON_LLM_API_KEY: 'key', CAXTON_LLM_MODEL: 'stub' },
      CAXTON_LEASE: '2s',
    });

    const ask = async (api: ContractFetch): Promise<void> => {
      await api.call('/api/v1/agents', {
        body: {
          ...{ name: 'Artist', capabilities: ['drawing'], tools: ['chart_generator'] },
          system_prompt: 'You draw.',
        },
      });
      const ids = { message_id: 'order-1', conversation_id: 'order' };
      const content = { request: 'Draw the sales.' };
      await api.call('/api/v1/messages', { body: { capability: 'drawing', content, ...ids } });
    };

    /** What everybody sees once the message is answered. */
    const assertOneFile = async (api: ContractFetch): Promise<void> => {
      const { body: detail } = await eventually(
        () => api.call<{ status: string }>('/api/v1/messages/order-1'),
        ({ body }) => !['delivered', 'processing'].includes(body.status),
      );
      expect(detail.status).toBe('completed');
      const { body: talk } = await api.call<{ messages: Said[] }>('/api/v1/conversations/order');
      const { artifacts: named = [] } = talk.messages.at(-1)?.metadata ?? {};
      expect(named).toMatchObject([{ name: 'sales.png', media_type: 'image/png' }]);
      const [file] = named as [Named];
      const { body: listed } = await api.call<{ artifacts: Named[] }>(
        '/api/v1/artifacts?message_id=order-1',
      );
      expect(listed.artifacts).toMatchObject([
        { ...file, conversation_id: 'order', tool: 'chart_generator', created_by: 'Artist' },
      ]);
      const download = await fetch(`${api.url}${file.url}`);
      const bytes = Buffer.from(await download.arrayBuffer());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes).toHaveLength(file.size_bytes);
      const told: unknown[] = [];
      for await (const { data } of api.follow('/api/v1/conversations/order?follow=true')) {
        if ((data as { type?: string } | undefined)?.type === 'artifact.created') told.push(data);
      }
      expect(told).toMatchObject([{ data: file }]);
    };

    it.each(deathsIn(mode))(
      'is attached, listed, told of and fetched once although the process dies $when $point',
      async (order) => {
        const first = await ServerUnderTest.start({
          settings: {
            ...settings(),
            CAXTON_FAULTS: JSON.stringify([{ ...order, nth: 1, fault: 'kill' }]),
          },
          nodeFlags: ['--conditions=caxton-faults'],
        });
        await ask(await ContractFetch.of(first.url));
        expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
        const second = await ServerUnderTest.start({ settings: settings() });
        try {
          await assertOneFile(await ContractFetch.of(second.url));
        } finally {
          await second.process.stop();
        }
      },
      120_000,
    );
  });
});
