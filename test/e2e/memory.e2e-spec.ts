import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Match {
  readonly entity: string;
  readonly similarity: number;
  readonly content: string;
  readonly metadata: { readonly type: string; readonly created: string };
}

const analyzer = {
  name: 'DataAnalyzer',
  capabilities: ['data-analysis'],
  memory: { enabled: true, scope: 'workspace' },
  system_prompt: 'You are a data analysis expert.',
};

const q3 = {
  agent_id: 'DataAnalyzer',
  entity_name: 'q3_sales_analysis',
  entity_type: 'analysis_pattern',
  observations: ['Analysis of Q3 sales showing 15% growth with September peak'],
  confidence: 0.92,
};

const seasonal = {
  agent_id: 'DataAnalyzer',
  entity_name: 'seasonal_sales_pattern',
  entity_type: 'insight',
  observations: ['Historical pattern: sales peak in Q3, especially September'],
  confidence: 0.87,
};

/** The body that quick start section 8 prints. */
const search = { query: 'sales trends analysis', limit: 5, min_similarity: 0.7 };

describe('the memory of an agent, with nothing installed and no key', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', { body: analyzer });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  const find = async (body: object): Promise<readonly Match[]> => {
    const path = '/api/v1/agents/DataAnalyzer/memory/search';
    const answer = await api.call<{ matches: Match[] }>(path, { body });
    expect(answer.status).toBe(200);
    return answer.body.matches;
  };

  it('is told as quick start section 7 prints it', async () => {
    for (const body of [q3, seasonal]) {
      const answer = await api.call('/api/v1/memory/entities', { body });
      expect(answer).toMatchObject({
        status: 201,
        body: { version: 1, observation_count: 1, memory_scope: 'workspace' },
      });
    }
    const { body } = await api.call('/api/v1/agents/DataAnalyzer/memory');
    expect(body).toMatchObject({
      agent: 'DataAnalyzer',
      memory: { scope: 'workspace', entities: 2, relationships: 0 },
      recent_memories: [
        { entity: 'seasonal_sales_pattern', type: 'insight', confidence: 0.87 },
        { entity: 'q3_sales_analysis', type: 'analysis_pattern', confidence: 0.92 },
      ],
    });
  });

  it('gives what the search of quick start section 8 looks for, the nearest first', async () => {
    const matches = await find(search);
    expect(matches.map(({ entity }) => entity).sort()).toEqual([
      'q3_sales_analysis',
      'seasonal_sales_pattern',
    ]);
    const similarities = matches.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    for (const similarity of similarities) {
      expect(similarity).toBeGreaterThanOrEqual(0.7);
      expect(similarity).toBeLessThanOrEqual(1);
    }
    expect(matches.find(({ entity }) => entity === 'q3_sales_analysis')).toMatchObject({
      content: 'Analysis of Q3 sales showing 15% growth with September peak',
      metadata: { type: 'analysis_pattern' },
    });
  });

  it('finds what says the same in other words, and not what says something else', async () => {
    const [best] = await find({ query: 'when do we sell the most?', min_similarity: 0.3 });
    expect(best?.entity).toBe('seasonal_sales_pattern');
    expect(await find({ query: 'rain in the mountains', min_similarity: 0.5 })).toEqual([]);
  });

  it('relates entities and walks from one to the other', async () => {
    const related = await api.call('/api/v1/memory/relations', {
      body: {
        agent_id: 'DataAnalyzer',
        from_entity: 'q3_sales_analysis',
        to_entity: 'seasonal_sales_pattern',
        relation_type: 'supported_by',
      },
    });
    expect(related).toMatchObject({ status: 201, body: { strength: 0.5 } });
    const graph = await api.call(
      '/api/v1/memory/graph/q3_sales_analysis?agent_id=DataAnalyzer&max_depth=2',
    );
    expect(graph.body).toMatchObject({
      root_entity: 'q3_sales_analysis',
      graph: {
        nodes: [{ depth: 0 }, { entity_name: 'seasonal_sales_pattern', depth: 1 }],
        edges: [{ from: 'q3_sales_analysis', relation_type: 'supported_by' }],
      },
    });
  });

  it('shows a fact that gave way beside the one that took its place', async () => {
    const say = (content: string): Promise<unknown> =>
      api.call('/api/v1/memory/entities', {
        body: {
          agent_id: 'DataAnalyzer',
          entity_name: 'acme',
          entity_type: 'customer',
          observations: [{ content, predicate: 'prefers' }],
        },
      });
    await say('Acme prefers email');
    expect(await say('Acme prefers the phone')).toMatchObject({ body: { superseded: 1 } });
    const { body } = await api.call('/api/v1/memory/entities/acme?agent_id=DataAnalyzer');
    expect(body).toMatchObject({
      version: 2,
      observations: [
        { content: 'Acme prefers email', state: 'superseded' },
        { content: 'Acme prefers the phone', state: 'current' },
      ],
    });
  });

  it.each([
    ['an agent that does not exist', { ...q3, agent_id: 'Nobody' }, 404, 'AGENT_NOT_FOUND'],
    ['no observations', { ...q3, observations: [] }, 400, 'INVALID_REQUEST'],
    ['another type', { ...q3, entity_type: 'product' }, 409, 'MEMORY_TYPE_CONFLICT'],
    ['a confidence above 1', { ...q3, confidence: 2 }, 400, 'INVALID_REQUEST'],
    [
      'a conversation that is not named',
      { ...q3, memory_scope: 'conversation' },
      400,
      'INVALID_REQUEST',
    ],
    ['a bad instant', { ...q3, valid_to: 'tomorrow' }, 400, 'INVALID_REQUEST'],
  ])('refuses %s', async (_what, body, status, code) => {
    expect(await api.call('/api/v1/memory/entities', { body })).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it('is cleared only when the client confirms it', async () => {
    const path = '/api/v1/memory/DataAnalyzer';
    expect(await api.call(path, { method: 'DELETE' })).toMatchObject({ status: 400 });
    const cleared = await api.call(`${path}?confirm=true`, { method: 'DELETE' });
    expect(cleared.body).toMatchObject({ entities_deleted: 3, relations_deleted: 1 });
    expect(await find(search)).toEqual([]);
  });
});
