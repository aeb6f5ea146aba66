import { callsTools, says, startOpenAiStub, type ModelScript, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Calls {
  readonly tool_calls: {
    readonly tool: string;
    readonly outcome: string;
    readonly error_code: string | null;
    readonly arguments: unknown;
  }[];
  readonly next_cursor?: string;
}

/** Calls of one turn: one that is made, and one for each way in which a call may be refused. */
const wanted = [
  { name: 'calculator', arguments: { expression: '6 * 7' } },
  { name: 'calculator', arguments: { expresion: '6 * 7' } },
  { name: 'calculator', arguments: '{"expression": ' },
  { name: 'http_client', arguments: { url: 'https://elsewhere.example/' } },
  {
    name: 'http_client',
    arguments: { url: 'https://allowed.example/', method: 'POST', body: 'x' },
  },
  { name: 'csv_parser', arguments: { text: 'a,b\n1,2' } },
];

const callAll: ModelScript = ({ body }) => {
  const isDone = (body['messages'] as { role: string }[]).some(({ role }) => role === 'tool');
  return isDone ? says('It is 42.') : callsTools(...wanted);
};

describe('the record of calls', () => {
  const data = createDataDir();
  let stub: ModelStub;
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    stub = await startOpenAiStub(callAll);
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        ...{
          CAXTON_LLM_BASE_URL: stub.baseUrl,
          CAXTON_LLM_API_KEY: 'key',
          CAXTON_LLM_MODEL: 'stub',
        },
      },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        ...{ name: 'Caller', capabilities: ['calling'], system_prompt: 'You call tools.' },
        tools: ['calculator', 'http_client'],
        tool_policies: { http_client: { domains: ['allowed.example'], methods: ['GET'] } },
      },
    });
    const ids = { message_id: 'call-1', conversation_id: 'calls' };
    const content = { request: 'Call.' };
    await api.call('/api/v1/messages?wait=30s', {
      body: { capability: 'calling', content, ...ids },
    });
  });
  afterAll(async () => {
    await server.process.stop();
    await stub.close();
    data.remove();
  });

  it('has every call with its outcome, also those that were refused', async () => {
    const { body } = await api.call<Calls & Record<string, unknown>>(
      '/api/v1/tool-calls?agent=Caller',
    );
    const told = body.tool_calls.map(({ tool, outcome, error_code: code }) => [
      tool,
      outcome,
      code,
    ]);
    expect(told.sort()).toEqual([
      ['calculator', 'ok', null],
      ['calculator', 'refused', 'TOOL_ARGUMENTS_INVALID'],
      ['calculator', 'refused', 'TOOL_ARGUMENTS_INVALID'],
      ['csv_parser', 'refused', 'TOOL_NOT_ALLOWED'],
      ['http_client', 'refused', 'EGRESS_DENIED'],
      ['http_client', 'refused', 'TOOL_POLICY_DENIED'],
    ]);
  });

  it('is narrowed and paged', async () => {
    const look = (query: string): Promise<{ status: number; body: Calls }> =>
      api.call<Calls & Record<string, unknown>>(`/api/v1/tool-calls?${query}`);
    const refused = await look('outcome=refused&conversation=calls&limit=3');
    expect(refused.body.tool_calls).toHaveLength(3);
    const cursor = refused.body.next_cursor ?? '';
    const rest = await look(`outcome=refused&conversation=calls&limit=3&cursor=${cursor}`);
    expect(rest.body.tool_calls).toHaveLength(2);
    expect((await look(`outcome=ok&limit=3&cursor=${cursor}`)).status).toBe(400);
    const { body } = await look('tool=http_client&message=call-1');
    expect(body.tool_calls.map(({ arguments: asked }) => asked)).toContainEqual({
      url: 'https://elsewhere.example/',
    });
    expect((await look('outcome=perhaps')).status).toBe(400);
    expect((await look('since=yesterday')).status).toBe(400);
    const elsewhere = await look('since=2026-03-02T00:00:00Z&until=2026-03-01T23:00:00-05:00');
    expect(elsewhere.status).toBe(200);
    const backwards = await look('since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z');
    expect(backwards).toMatchObject({
      status: 400,
      body: { error: { code: 'INVALID_REQUEST', details: { errors: [{ field: 'until' }] } } },
    });
  });
});
