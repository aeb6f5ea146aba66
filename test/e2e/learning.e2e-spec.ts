import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { pasteFor } from '../support/shell.js';
import { printed } from './quick-start/printed-blocks.js';

interface Match {
  readonly entity: string;
  readonly similarity: number;
  readonly content: string;
  readonly metadata: { readonly type: string };
}

interface Overview {
  readonly memory: { readonly entities: number };
  readonly recent_memories: readonly object[];
}

interface Answer {
  readonly message_id: string;
  readonly reply: { readonly content: { readonly memory_used: readonly string[] } };
}

/** The body that quick start section 8 prints. */
const search = { query: 'sales trends analysis', limit: 5, min_similarity: 0.7 };

describe('what an agent learns from the requests of the quick start', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;
  let first: Answer;

  const ask = async (request: string, conversation: string): Promise<Answer> => {
    const { status, body } = await api.call<Answer>('/api/v1/messages', {
      body: {
        capability: 'data-analysis',
        performative: 'request',
        content: {
          request,
          data_source: `${server.url}/examples/airline-passengers.csv`,
          requirements: 'Focus on growth patterns and seasonality',
        },
        conversation_id: conversation,
        wait: '60s',
      },
    });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };

  const find = async (body: object): Promise<readonly Match[]> => {
    const path = '/api/v1/agents/DataAnalyzer/memory/search';
    return (await api.call<{ matches: Match[] }>(path, { body })).body.matches;
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
    await pasteFor(printed('1. Deploy a Configuration Agent'), api);
    first = await ask('Analyze Q3 sales trends', 'conv-001');
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('knows nothing before the first request, and says so', () => {
    expect(first.reply.content.memory_used).toEqual([]);
  });

  it('section 7: has learned, after the answer, what it found', async () => {
    const { body } = await eventually(
      () => api.call<Overview>('/api/v1/agents/DataAnalyzer/memory'),
      (seen) => seen.body.memory.entities > 0,
    );
    expect(body).toMatchObject({
      agent: 'DataAnalyzer',
      memory: { scope: 'workspace' },
    });
    expect(body.recent_memories).toContainEqual(
      expect.objectContaining({
        entity: 'q3_sales_trends_analysis',
        type: 'analysis_pattern',
        confidence: 0.9,
      }),
    );
    expect(body.recent_memories).toContainEqual(
      expect.objectContaining({ entity: 'q3_sales_trends_season', type: 'insight' }),
    );
  });

  it('section 8: finds it with the printed search, the nearest first', async () => {
    const matches = await eventually(
      () => find(search),
      (found) => found.length > 0,
    );
    expect(matches[0]).toMatchObject({
      entity: 'q3_sales_trends_analysis',
      content: expect.stringContaining('Analysis of Q3 sales trends: ') as string,
      metadata: { type: 'analysis_pattern' },
    });
    const similarities = matches.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    for (const similarity of similarities) {
      expect(similarity).toBeGreaterThanOrEqual(0.7);
      expect(similarity).toBeLessThanOrEqual(1);
    }
  });

  it('tells which message each fact comes from', async () => {
    const path = '/api/v1/memory/entities/q3_sales_trends_analysis?agent_id=DataAnalyzer';
    const { body } = await api.call(path);
    expect(body).toMatchObject({
      observations: [
        { state: 'current', created_by: 'DataAnalyzer', source_message_id: first.message_id },
      ],
    });
  });

  it('uses it for a second similar request in another conversation, and names it', async () => {
    const second = await ask('Analyze Q3 sales growth', 'conv-002');
    expect(second.reply.content.memory_used).toContain('q3_sales_trends_analysis');
  });

  it('learns the same findings once, however they were asked for', async () => {
    const findings = async (): Promise<readonly Match[]> =>
      find({ query: 'findings', limit: 100, min_similarity: 0, mode: 'hybrid' });
    const texts = async (): Promise<readonly string[]> =>
      (await findings()).map(({ entity, content }) => `${entity}: ${content}`).sort();
    const before = await texts();
    const path = '/api/v1/memory/entities/q3_sales_trends_season?agent_id=DataAnalyzer';
    const version = async (): Promise<number> =>
      (await api.call<{ version: number }>(path)).body.version;
    const known = await version();
    await ask('Please examine how sales went over the quarter', 'conv-004');
    await eventually(version, (seen) => seen > known);
    expect(await texts()).toEqual(before);
  });

  it('learns nothing and shows nothing once it is told so', async () => {
    await api.call('/api/v1/agents/DataAnalyzer', {
      method: 'PUT',
      body: {
        memory: { settings: { auto_store: false }, context_preparation: { enabled: false } },
      },
    });
    const third = await ask('Analyze Q3 sales trends', 'conv-003');
    expect(third.reply.content.memory_used).toEqual([]);
  });

  it('refuses settings that make no sense, by their names', async () => {
    const answer = await api.call('/api/v1/agents/DataAnalyzer', {
      method: 'PUT',
      body: { memory: { settings: { max_results: 500 } } },
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { details: { errors: [{ field: 'memory.settings.max_results' }] } } },
    });
  });
});
