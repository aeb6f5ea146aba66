import { callsTools, refuses, says, startAnthropicStub, startOpenAiStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

type Stub = Awaited<ReturnType<typeof startOpenAiStub>>;

const providers: [string, () => Promise<Stub>, Record<string, string>][] = [
  ['openai-compatible', startOpenAiStub, { CAXTON_LLM_API_KEY: 'key-for-the-test' }],
  [
    'anthropic',
    startAnthropicStub,
    { CAXTON_LLM_PROVIDER: 'anthropic', ANTHROPIC_API_KEY: 'key-for-the-test' },
  ],
];

describe.each(providers)('an agent on a model of the kind %s', (provider, startStub, settings) => {
  const data = createDataDir();
  let stub: Stub;
  let server: RunningServer;
  let api: ContractFetch;

  const ask = async (request: string): Promise<Record<string, unknown>> => {
    const { body } = await api.call('/api/v1/messages', {
      body: { capability: 'research', content: { request }, wait: '30s' },
    });
    return body;
  };

  beforeAll(async () => {
    stub = await startStub();
    server = await ServerUnderTest.start({
      settings: {
        ...settings,
        CAXTON_DATA_DIR: data.path,
        CAXTON_LLM_BASE_URL: stub.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_PRICES:
          '{"currency": "EUR", "models": {"stub-model": {"input": 1000, "output": 2000}}}',
      },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        name: 'Researcher',
        capabilities: ['research'],
        tools: ['http_client'],
        system_prompt: 'You look things up.',
      },
    });
  });

  afterAll(async () => {
    await server.process.stop();
    await stub.close();
    data.remove();
  });

  it('is the model that the health call names', async () => {
    const { body } = await api.call('/api/v1/health');
    expect(body).toMatchObject({ llm: { provider, model: 'stub-model' } });
  });

  it('calls a tool, answers, and is counted', async () => {
    const url = `${server.url}/examples/airline-passengers.csv`;
    stub.script(
      callsTools({ name: 'http_client', arguments: { method: 'GET', url } }),
      says('{"answer": "144 months"}'),
    );
    const sent = await ask('How many months are in the file?');
    expect(sent).toMatchObject({
      status: 'completed',
      reply: { performative: 'inform', content: { answer: '144 months' } },
    });
    const { body } = await api.call(`/api/v1/messages/${String(sent['message_id'])}`);
    expect(body).toMatchObject({
      model: { provider, model: 'stub-model' },
      tokens: { input: 22, output: 14 },
      cost: 0.05,
    });
    const labels = `agent="Researcher",capability="research",provider="${provider}",model="stub-model"`;
    expect(await (await fetch(server.metricsUrl)).text()).toContain(
      `caxton_model_cost_total{${labels},currency="EUR"} 0.05\n`,
    );
    expect(JSON.stringify(stub.requests.at(-1)?.body)).toContain('1949-01');
  });

  it('is tried again when the provider is overloaded', async () => {
    stub.script(refuses(529), refuses(429, { headers: { 'retry-after': '1' } }), says('At last.'));
    expect(await ask('Are you there?')).toMatchObject({
      reply: { performative: 'inform', content: { text: 'At last.' } },
    });
  });

  it('tells its sender when the provider refuses for good, without the key', async () => {
    stub.script(refuses(401, { message: 'bad key key-for-the-test' }));
    const { reply } = await ask('And now?');
    expect(reply).toMatchObject({
      performative: 'failure',
      content: { code: 'MODEL_REJECTED', retryable: false },
    });
    expect(JSON.stringify(reply)).not.toContain('key-for-the-test');
  });
});
