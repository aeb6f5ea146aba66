import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const analyzer = {
  name: 'DataAnalyzer',
  capabilities: ['data-analysis'],
  memory: { enabled: true, scope: 'workspace' },
  system_prompt: 'You are a data analysis expert.',
};

describe('the export of a memory', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', { body: analyzer });
    for (const entity_name of ['acme', 'bolt']) {
      const observations = [`${entity_name} prefers the phone`];
      await api.call('/api/v1/memory/entities', {
        body: { agent_id: 'DataAnalyzer', entity_name, entity_type: 'customer', observations },
      });
    }
    const relation = { from_entity: 'acme', to_entity: 'bolt', relation_type: 'similar_to' };
    await api.call('/api/v1/memory/relations', { body: { agent_id: 'DataAnalyzer', ...relation } });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('is one JSON document that keeps the contract', async () => {
    const { status, body } = await api.call('/api/v1/memory/export?agent_id=DataAnalyzer');
    expect([status, body]).toMatchObject([
      200,
      {
        export_metadata: {
          ...{ version: '1.0', agent_id: 'DataAnalyzer', format: 'json' },
          ...{ entity_count: 2, relation_count: 1, embedding_dimensions: 384 },
        },
        entities: [{ entity_name: 'acme', embeddings: [] }, { entity_name: 'bolt' }],
        relations: [{ from_entity: 'acme', to_entity: 'bolt', relation_type: 'similar_to' }],
      },
    ]);
  });

  it('is a record a line as JSON Lines, and its last line says that it is whole', async () => {
    const path = '/api/v1/memory/export?format=jsonl&include_embeddings=true';
    const { headers, body } = await api.call<string>(path);
    expect(headers.get('content-type')).toBe('application/x-ndjson');
    const records = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { record: string; embeddings?: object[] });
    expect(records.map(({ record }) => record)).toEqual([
      ...['export_metadata', 'entity', 'entity', 'relation', 'end'],
    ]);
    expect(records[1]?.embeddings).toHaveLength(1);
    expect(records.at(-1)).toEqual({ record: 'end', entities: 2, relations: 1 });
  });

  it('is of nothing but the scope that was asked for', async () => {
    const { body } = await api.call('/api/v1/memory/export?memory_scope=agent');
    expect(body).toMatchObject({ entities: [], relations: [] });
  });

  it.each([
    ['an agent nobody knows', 'agent_id=Nobody', 404, 'AGENT_NOT_FOUND'],
    ['a scope that is none', 'memory_scope=galaxy', 400, 'INVALID_REQUEST'],
    ['a format that is none', 'format=xml', 400, 'INVALID_REQUEST'],
  ])('refuses %s', async (_what, query, status, code) => {
    expect(await api.call(`/api/v1/memory/export?${query}`)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });
});
