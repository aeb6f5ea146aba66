import { callsTools, refuses, says, startAnthropicStub, startOpenAiStub } from '#testing';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

type Stub = Awaited<ReturnType<typeof startOpenAiStub>>;

interface Figures {
  readonly tokens: { readonly input: number; readonly output: number };
}

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
    const conversation = String(sent['conversation_id']);
    const { body: talk } = await api.call(`/api/v1/conversations/${conversation}`);
    expect(talk).toMatchObject({ tokens: { input: 22, output: 14 }, cost: 0.05 });
    const { body: usage } = await api.call('/api/v1/usage?group_by=conversation');
    expect(usage).toMatchObject({
      currency: 'EUR',
      groups: [{ key: { conversation }, figures: { turns: 1, cost: 0.05 } }],
    });
    for (const query of ['conversation&agent=Researcher', 'conversation,day']) {
      const { status } = await api.call(`/api/v1/usage?group_by=${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
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

  describe('tries a configuration that is not deployed', () => {
    const content = {
      ...{ name: 'Candidate', capabilities: ['finding'], tools: ['http_client'] },
      ...{ system_prompt: 'You find things.', user_prompt_template: 'Find {{request}}.' },
      memory: { enabled: true, scope: 'workspace' },
    };
    const tryOut = (body: object, headers = {}): Promise<Reply> =>
      api.call('/api/v1/test/config', { body: { content, ...body }, headers });
    const spent = async (): Promise<{ input: number; output: number }> => {
      const { body } = await api.call<{ groups: { figures: Figures }[] }>(
        '/api/v1/usage?group_by=sender',
      );
      const all = body.groups.map(({ figures }) => figures.tokens);
      const sum = (one: 'input' | 'output'): number => all.reduce((to, each) => to + each[one], 0);
      return { input: sum('input'), output: sum('output') };
    };

    it('answers with the report, runs no tool, leaves nothing behind, and is counted', async () => {
      const before = await spent();
      const url = `${server.url}/examples/airline-passengers.csv`;
      stub.script(
        callsTools({ name: 'http_client', arguments: { method: 'GET', url } }),
        says('About 144 months.'),
      );
      const scenario = {
        ...{ name: 'months', input: 'the months', expected_capabilities: ['finding'] },
        ...{ expected_tools: ['http_client'], expected_keywords: ['144 MONTHS'] },
        history: [{ content: 'Hello there' }, { sender: 'Candidate', content: 'Welcome back' }],
        memories: [{ entity: 'Acme', content: 'prefers the phone' }],
      };
      const { status, body } = await tryOut({ test_scenarios: [scenario] });
      expect([status, body]).toMatchObject([
        200,
        {
          test_id: expect.stringMatching(/^test-/) as string,
          ...{ overall_result: 'passed', configuration_valid: true, issues_found: [] },
          scenarios: [
            {
              ...{ name: 'months', status: 'passed', capabilities_triggered: ['finding'] },
              ...{ tools_used: ['http_client'], response_preview: 'About 144 months.' },
              tool_calls: [{ tool: 'http_client', ran: false, ok: false }],
              ...{ prompt_tokens: 22, response_tokens: 14, model: `${provider}/stub-model` },
            },
          ],
          performance_metrics: { total_tokens_used: 36, cost: 0.05, currency: 'EUR' },
        },
      ]);
      const asked = stub.requests.slice(-2).map((one) => JSON.stringify(one.body));
      expect(asked[0]).toContain('Find ');
      for (const part of ['Hello there', 'Welcome back', 'prefers the phone'])
        expect(asked[0]).toContain(part);
      expect(asked[1]).toContain('NOT_RUN_IN_TRIAL');
      expect(asked[1]).not.toContain('1949-01');
      const traces = ['/conversations', '/agents', '/memory/stats', '/artifacts'].map((path) =>
        api.call(`/api/v1${path}`),
      );
      const told = JSON.stringify((await Promise.all(traces)).map((trace) => trace.body));
      for (const trace of ['Candidate', 'finding', String(body['test_id']), 'Acme'])
        expect(told).not.toContain(trace);
      const after = await spent();
      expect(after).toEqual({ input: before.input + 22, output: before.output + 14 });
    });

    it('runs the tools that are allowed by name', async () => {
      const url = `${server.url}/examples/airline-passengers.csv`;
      stub.script(
        callsTools({ name: 'http_client', arguments: { method: 'GET', url } }),
        says('144 months.'),
      );
      const { body } = await tryOut({
        ...{ allow_tools: ['http_client'], test_scenarios: [{ name: 'one', input: 'it' }] },
      });
      expect(body).toMatchObject({
        scenarios: [{ tool_calls: [{ tool: 'http_client', ran: true, ok: true }] }],
      });
      expect(JSON.stringify(stub.requests.at(-1)?.body)).toContain('1949-01');
    });

    it('answers with 422 and the same report when a scenario fails, and tells why', async () => {
      stub.script(says('No idea.'), says('No idea.'));
      const { status, body } = await tryOut({
        test_scenarios: [
          { name: 'wrong', input: 'it', expected_tools: ['http_client'] },
          { name: 'right', input: 'it', expected_keywords: ['idea'] },
        ],
      });
      expect([status, body]).toMatchObject([
        422,
        {
          error: {
            code: 'TRIAL_FAILED',
            details: {
              overall_result: 'failed',
              scenarios: [
                { name: 'wrong', status: 'failed', error: { code: 'EXPECTATION_FAILED' } },
                { name: 'right', status: 'passed' },
              ],
              issues_found: [{ type: 'EXPECTATION_FAILED', scenario: 'wrong' }],
            },
          },
        },
      ]);
    });

    it('is paid for once, however often it is sent under one key', async () => {
      stub.script(says('Once.'));
      const asked = stub.requests.length;
      const body = { test_scenarios: [{ name: 'one', input: 'it' }] };
      const headers = { 'idempotency-key': `trial-${provider}` };
      const all = await Promise.all([1, 2, 3].map(() => tryOut(body, headers)));
      expect(new Set(all.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
      expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(stub.requests.length).toBe(asked + 1);
    });

    it('tells of what the provider refuses', async () => {
      stub.script(refuses(401, { message: 'bad key key-for-the-test' }));
      const { body } = await tryOut({ test_scenarios: [{ name: 'one', input: 'it' }] });
      expect(body).toMatchObject({
        error: { details: { scenarios: [{ error: { code: 'MODEL_REJECTED' } }] } },
      });
      expect(JSON.stringify(body)).not.toContain('key-for-the-test');
    });
  });
});
