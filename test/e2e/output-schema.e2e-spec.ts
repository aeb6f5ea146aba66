import { says, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const outputSchema = {
  type: 'object',
  required: ['summary', 'score'],
  properties: { summary: { type: 'string', minLength: 1 }, score: { type: 'number', maximum: 1 } },
  additionalProperties: false,
};
const agent = {
  ...{ name: 'Judge', capabilities: ['judge'], system_prompt: 'You judge.' },
  output_schema: outputSchema,
};

interface Answered {
  readonly status: string;
  readonly reply: { readonly performative: string; readonly content: Record<string, unknown> };
}

describe('an agent with an output_schema', () => {
  const data = createDataDir();
  let stub: ModelStub;
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    stub = await startOpenAiStub(says('unused'));
    const settings = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_LLM_BASE_URL: stub.baseUrl,
      CAXTON_LLM_API_KEY: 'key',
      CAXTON_LLM_MODEL: 'stub',
    };
    server = await ServerUnderTest.start({ settings });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    await stub.close();
    data.remove();
  });

  const ask = async (capability: string): Promise<Answered> => {
    const body = { capability, content: { request: 'How good is it?' }, wait: '30s' };
    return (await api.call<Answered>('/api/v1/messages', { body })).body;
  };
  /** The model says these one after another, and the last of them from then on. */
  const saying = (...texts: string[]): void => {
    let asked = 0;
    stub.script(() => says(texts[Math.min(asked++, texts.length - 1)] ?? ''));
  };

  it('is refused with a schema that cannot be checked', async () => {
    const bad = {
      ...agent,
      output_schema: { type: 'object', properties: { a: { pattern: 'x' } } },
    };
    const { status, body } = await api.call('/api/v1/agents', { body: bad });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      error: { details: { errors: [{ field: 'output_schema', rule: 'schema' }] } },
    });
  });

  it('is deployed with it, and shows it', async () => {
    await api.call('/api/v1/agents', { body: agent });
    const { body } = await api.call('/api/v1/agents/Judge');
    expect(body).toMatchObject({ configuration: { output_schema: outputSchema } });
  });

  it('answers with what fits, after its model has mended it', async () => {
    saying('{"summary": "Good."}', '{"summary": "Good.", "score": 0.9}');
    expect(await ask('judge')).toMatchObject({
      status: 'completed',
      reply: { content: { summary: 'Good.', score: 0.9 }, metadata: { repairs: 1 } },
    });
  });

  it('fails with what did not fit when its model cannot mend it', async () => {
    saying('{"summary": "Good.", "score": 9}');
    expect(await ask('judge')).toMatchObject({
      status: 'failed',
      reply: {
        performative: 'failure',
        content: {
          code: 'OUTPUT_MISFIT',
          details: { errors: [{ place: '/score', rule: 'maximum' }] },
        },
      },
    });
  });

  it('has the embedded model put its words where the schema wants a text', async () => {
    const plain = {
      ...{ ...agent, name: 'Plain', capabilities: ['plain'], llm: { provider: 'embedded' } },
      output_schema: { ...outputSchema, required: ['summary'] },
    };
    await api.call('/api/v1/agents', { body: plain });
    const { status, reply } = await ask('plain');
    expect(status).toBe('completed');
    expect(Object.keys(reply.content).sort()).toEqual(['memory_used', 'summary']);
  });

  it('answers with anything again once the schema is taken away', async () => {
    await api.call('/api/v1/agents/Judge', { method: 'PUT', body: { output_schema: null } });
    saying('It is good.');
    expect(await ask('judge')).toMatchObject({ reply: { content: { text: 'It is good.' } } });
  });
});
