import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const agent = { agent_id: 'DataAnalyzer' };
const off = { enabled: false, connection_url: null };

interface Found {
  readonly results: readonly {
    readonly entity_name: string;
    readonly similarity_score: number;
    readonly observations: readonly string[];
  }[];
}

describe('the memory API, with nothing installed and no key', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        name: 'DataAnalyzer',
        capabilities: ['data-analysis'],
        memory: { enabled: true, scope: 'workspace' },
        system_prompt: 'You are a data analysis expert.',
      },
    });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  const search = async (query: string): Promise<{ status: number; body: Found }> =>
    api.call<Found>(`/api/v1/memory/search?agent_id=DataAnalyzer&query=sales+trends&${query}`);

  it('names each batch, and says what became of each of its entities', async () => {
    const entities = [
      {
        entity_name: 'q3_sales',
        entity_type: 'insight',
        observations: ['Sales trends rose in Q3', 'Sales peaked in September'],
        metadata: { quarter: 3 },
      },
      { entity_name: 'seasons', entity_type: 'insight', observations: ['Sales trends by season'] },
    ];
    const { status, body } = await api.call<{ batch_id: string }>('/api/v1/memory/entities/batch', {
      body: { ...agent, entities },
    });
    expect([status, body]).toMatchObject([201, { entities_created: 2, failed_entities: 0 }]);
    expect(body.batch_id).toMatch(/^bat-[0-9a-f-]{36}$/);
  });

  it('fails the one of a batch that takes a name for another type, and tells in the order of the batch', async () => {
    const [q3, seasons] = ['q3_sales', 'seasons'].map((entity_name) => ({ entity_name }));
    const entities = [
      { ...q3, entity_type: 'product', observations: ['Sold by the piece'] },
      { ...seasons, entity_type: 'insight', observations: ['Sales trends by season'] },
      { ...q3, entity_type: 'insight', observations: ['Sales peaked in September'] },
    ];
    const { body } = await api.call('/api/v1/memory/entities/batch', {
      body: { ...agent, entities },
    });
    expect(body).toMatchObject({
      ...{ entities_created: 0, entities_updated: 2, failed_entities: 1 },
      results: [
        { entity_name: 'q3_sales', status: 'failed' },
        { entity_name: 'q3_sales', status: 'updated' },
        { entity_name: 'seasons', status: 'updated' },
      ],
    });
  });

  it('says what a relation is known by', async () => {
    const relation = { from_entity: 'q3_sales', to_entity: 'seasons', relation_type: 'explains' };
    const related = await api.call('/api/v1/memory/relations', {
      body: { ...agent, ...relation, strength: 0.8, metadata: { by: 'hand' } },
    });
    expect(related).toMatchObject({ status: 201, body: { metadata: { by: 'hand' } } });
  });

  it('gives results with each fact by itself, and what each is related to when asked', async () => {
    const { body } = await eventually(
      () => search('include_relations=true&min_similarity=0.3'),
      (answer) => answer.body.results.every(({ similarity_score }) => similarity_score > 0),
    );
    expect(body).toMatchObject({ query: 'sales trends', total_results: 2, memory_scope: null });
    expect(body.results.find(({ entity_name }) => entity_name === 'q3_sales')).toMatchObject({
      entity_type: 'insight',
      observations: ['Sales trends rose in Q3', 'Sales peaked in September'],
      metadata: { quarter: 3 },
      agent_id: 'DataAnalyzer',
      created_by: 'api_client',
      relations: [{ relation_type: 'explains', to_entity: 'seasons', strength: 0.8 }],
    });
    const plain = await search('memory_scope=workspace');
    expect(plain.body).toMatchObject({ memory_scope: 'workspace' });
    expect(plain.body.results[0]).not.toHaveProperty('relations');
    const printed = await api.call('/api/v1/agents/DataAnalyzer/memory/search', {
      body: { query: 'sales trends', include_relations: true, min_similarity: 0.3 },
    });
    expect(printed.body).toMatchObject({
      matches: expect.arrayContaining([
        expect.objectContaining({
          entity: 'seasons',
          relations: [expect.objectContaining({ direction: 'incoming', from_entity: 'q3_sales' })],
        }),
      ]) as unknown[],
    });
  });

  it('finds by a range of dates what held at some time of it', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const range = `min_similarity=0.3&temporal_filter=date_range&start_date=${today}&end_date=${today}`;
    expect((await search(range)).body).toMatchObject({ total_results: 2 });
    const before = 'temporal_filter=date_range&end_date=2020-01-01';
    expect((await search(before)).body).toMatchObject({ total_results: 0 });
    expect(await search(`start_date=${today}`)).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ field: 'start_date', rule: 'conflict' }] } } },
    });
    expect(await search('temporal_filter=date_range')).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ field: 'start_date' }] } } },
    });
  });

  it('tells how fast it was: figures that it measured', async () => {
    const { body } = await api.call<{ performance_metrics: Record<string, number> }>(
      '/api/v1/memory/stats',
    );
    const figures = body.performance_metrics;
    expect(figures['searches']).toBeGreaterThan(3);
    expect(figures['writes']).toBe(2);
    for (const name of ['avg_search_time_ms', 'avg_storage_time_ms', 'embeddings_per_second']) {
      expect(figures[name]).toBeGreaterThan(0);
    }
    expect(figures['cache_hit_rate']).toBeGreaterThan(0);
    expect(figures['cache_hit_rate']).toBeLessThan(1);
  });

  it('counts one scope of the workspace when it is asked for that one alone', async () => {
    const { body } = await api.call('/api/v1/memory/stats?memory_scope=workspace');
    expect(body).toMatchObject({
      global_stats: { total_entities: 2 },
      scope_breakdown: [{ memory_scope: 'workspace', entity_count: 2 }],
    });
    expect((await api.call('/api/v1/memory/stats?memory_scope=agent-only')).body).toMatchObject({
      global_stats: { total_entities: 0 },
      scope_breakdown: [],
    });
  });

  it('tells when it was looked at, and from when on it is looked at anew', async () => {
    const { body } = await api.call<{ last_check: string; next_check: string }>(
      '/api/v1/memory/health',
    );
    expect(Date.parse(body.next_check) - Date.parse(body.last_check)).toBe(60_000);
  });

  it('takes its configuration back as it gave it, and changes what may be changed', async () => {
    const path = '/api/v1/memory/config';
    const { body: config } = await api.call<Record<string, object>>(path);
    expect(config).toMatchObject({
      retention_policy: {
        max_retractions_days: 365,
        max_superseded_days: 365,
        max_uses_days: 90,
        cleanup_frequency: '1m',
      },
      performance_settings: { batch_size: 100, max_concurrent_searches: 1, cache_size_mb: 2.93 },
      external_backends: { neo4j: off, qdrant: off },
    });
    const put = (body: object): ReturnType<typeof api.call> =>
      api.call(path, { method: 'PUT', body });
    expect(await put(config)).toMatchObject({ status: 200, body: { updated: false, changes: [] } });
    const retention_policy = { ...config['retention_policy'], max_uses_days: 30 };
    expect(await put({ ...config, retention_policy })).toMatchObject({
      status: 200,
      body: { changes: ['max_uses_days'], retention_policy: { max_uses_days: 30 } },
    });
  });

  it.each([
    ['external_backends.qdrant.enabled', { external_backends: { qdrant: { enabled: true } } }],
    ['performance_settings.cache_size_mb', { performance_settings: { cache_size_mb: 500 } }],
    ['retention_policy.cleanup_frequency', { retention_policy: { cleanup_frequency: 'daily' } }],
  ])('refuses to change %s, and says who decides it', async (field, body) => {
    const refused = await api.call('/api/v1/memory/config', { method: 'PUT', body });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ field, rule: 'fixed' }] } } },
    });
  });

  it('takes days in UTC for the time in which an entity counts, the last one to its end', async () => {
    const entity = { entity_name: 'fair', entity_type: 'event', observations: ['A trade fair'] };
    const days = { valid_from: '2026-03-01', valid_to: '2026-03-04' };
    const body = { ...agent, ...entity, ...days };
    expect(await api.call('/api/v1/memory/entities', { body })).toMatchObject({ status: 201 });
    expect(await api.call('/api/v1/memory/entities/fair?agent_id=DataAnalyzer')).toMatchObject({
      body: { valid_from: '2026-03-01T00:00:00.000Z', valid_to: '2026-03-04T23:59:59.999Z' },
    });
  });

  it.each([
    ['valid_to', '/api/v1/memory/entities', (entity: object): object => entity],
    [
      'entities[0].valid_to',
      '/api/v1/memory/entities/batch',
      (entity: object): object => ({ entities: [entity] }),
    ],
  ])('refuses what ends before it begins, and names %s', async (field, path, within) => {
    const days = { valid_from: '2027-03-01T00:00:01Z', valid_to: '2027-02-28' };
    const body = {
      ...agent,
      ...within({ entity_name: 'never', entity_type: 'event', observations: ['x'], ...days }),
    };
    expect(await api.call(path, { body })).toMatchObject({
      status: 400,
      body: {
        error: { details: { errors: [{ field, message: 'must not lie before valid_from' }] } },
      },
    });
  });

  it('keeps of a relation that is posted again what the request does not name', async () => {
    const relation = { from_entity: 'seasons', to_entity: 'q3_sales', relation_type: 'shapes' };
    const relate = (said: object): Promise<unknown> =>
      api.call('/api/v1/memory/relations', { body: { ...agent, ...relation, ...said } });
    const said = { confidence: 0.4, bidirectional: false, metadata: { by: 'hand' } };
    expect(await relate(said)).toMatchObject({ body: { ...said, strength: 0.5 } });
    expect(await relate({ strength: 0.2 })).toMatchObject({ body: { ...said, strength: 0.2 } });
    expect(await relate({ bidirectional: true })).toMatchObject({
      body: { strength: 0.2, confidence: 0.4, bidirectional: true },
    });
  });

  it('lists what is remembered page by page, the newest first', async () => {
    interface Page {
      readonly entities: readonly { readonly entity_name: string }[];
      readonly next_cursor: string | null;
    }
    const list = (query: string): Promise<{ status: number; body: Page }> =>
      api.call<Page>(`/api/v1/memory/entities?agent_id=DataAnalyzer&${query}`);
    const event = {
      ...{ entity_name: 'fair', entity_type: 'event', memory_scope: 'workspace' },
      ...{ observation_count: 1, created_by: 'api_client', pinned: false, confidence: 1 },
    };
    const { body: first } = await list('limit=1');
    expect(first.entities).toMatchObject([event]);
    const { body: rest } = await list(`cursor=${first.next_cursor ?? ''}`);
    expect(rest.entities.map(({ entity_name }) => entity_name).sort()).toEqual([
      'q3_sales',
      'seasons',
    ]);
    expect(rest.next_cursor).toBeNull();
    expect((await list('entity_type=event')).body.entities).toMatchObject([event]);
    expect((await list('memory_scope=agent')).body).toEqual({ entities: [], next_cursor: null });
  });

  it.each([
    ['a made-up cursor', 'agent_id=DataAnalyzer&cursor=AAAA', 400, 'INVALID_REQUEST'],
    [
      'an instant that nothing can have',
      'agent_id=DataAnalyzer&cursor=999999999999999999.ent-1',
      400,
      'INVALID_REQUEST',
    ],
    ['an agent that does not exist', 'agent_id=Nobody', 404, 'AGENT_NOT_FOUND'],
    ['no agent', 'limit=5', 400, 'INVALID_REQUEST'],
  ])('refuses to list for %s', async (_what, query, status, code) => {
    expect(await api.call(`/api/v1/memory/entities?${query}`)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });
});
