import { callsTools, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { loadAgents } from './kit/cluster.js';

interface Said {
  readonly performative: string;
  readonly sender: string;
  readonly receiver?: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const wantsMore = callsTools({
  name: 'csv_parser',
  arguments: { csv: 'month,sales\n2024-01,3\n' },
});

describe('agents who would go on for ever', () => {
  const data = createDataDir();
  let stub: ModelStub;
  let server: RunningServer;
  let api: ContractFetch;

  const send = (capability: string, content: object, conversation_id: string): Promise<Reply> =>
    api.call('/api/v1/messages', { body: { capability, content, conversation_id, wait: '20s' } });

  beforeAll(async () => {
    stub = await startOpenAiStub(wantsMore);
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: loadAgents,
        CAXTON_LLM_BASE_URL: stub.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_TURN_TOKENS: '1000',
      },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        ...{ name: 'Restless', capabilities: ['restless'], tools: ['csv_parser'] },
        system_prompt: 'You look once more.',
      },
    });
  }, 120_000);
  afterAll(async () => {
    await server.process.stop();
    await stub.close();
    data.remove();
  });

  it('are stopped after ten rounds of tools, and the sender is told', async () => {
    const { body } = await send('restless', { request: 'How were the sales?' }, 'rounds');
    expect(body).toMatchObject({
      status: 'failed',
      reply: {
        performative: 'failure',
        content: { code: 'TOOL_ROUNDS_EXCEEDED', attempts: 1, retryable: true },
      },
    });
    // The eleventh answer wanted a tool once more.
    expect(stub.requests).toHaveLength(11);
    const { body: traced } = await api.call<{ steps: { kind: string }[] }>(
      `/api/v1/messages/${String(body['message_id'])}/steps`,
    );
    expect(traced.steps.filter(({ kind }) => kind === 'tool')).toHaveLength(10);
  });

  it('are stopped when they have used up their tokens, and the sender is told', async () => {
    const { length } = stub.requests;
    stub.script({ ...wantsMore, inputTokens: 400 });
    const { body } = await send('restless', { request: 'And the costs?' }, 'budget');
    expect(body).toMatchObject({
      status: 'failed',
      reply: { performative: 'failure', content: { code: 'BUDGET_EXCEEDED', attempts: 1 } },
    });
    expect(stub.requests).toHaveLength(length + 3);
  });

  it('are stopped after twelve messages that caused one another, and whoever began is told', async () => {
    await send('ping', { hop: 0 }, 'circle');
    const { body } = await eventually(
      () =>
        api.call<{ status: string; messages: Said[] }>('/api/v1/conversations/circle?limit=100'),
      ({ body: { status } }) => status === 'completed',
    );
    const asked = body.messages.filter(({ performative }) => performative === 'request');
    expect(asked.map(({ content }) => content['hop'])).toEqual(
      Array.from({ length: 14 }, (_, hop) => hop),
    );
    expect(body.status).toBe('completed');
    expect(body.messages.slice(asked.length)).toMatchObject([
      {
        ...{ performative: 'refuse', sender: 'Pong', receiver: 'api_client' },
        content: { code: 'HOP_LIMIT_EXCEEDED', attempts: 1, retryable: false },
      },
    ]);
  });
});
