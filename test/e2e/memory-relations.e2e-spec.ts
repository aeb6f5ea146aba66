import { says, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const agent = { agent_id: 'DataAnalyzer' };
const ends = { from_entity: 'acme', to_entity: 'bolt', relation_type: 'supplies' };

interface Related {
  readonly relation_id: string;
  readonly version: number;
  readonly updated_at: string;
}

interface Graph {
  readonly graph: {
    readonly nodes: readonly { readonly entity_name: string }[];
    readonly edges: readonly { readonly strength: number }[];
  };
}

describe('relations of the memory API, with nothing installed', () => {
  const data = createDataDir();
  let model: ModelStub;
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    model = await startOpenAiStub();
    model.script(() => says('{"told":"It does."}'));
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_LLM_PROVIDER: 'openai-compatible',
        CAXTON_LLM_BASE_URL: model.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_LLM_API_KEY: 'key-for-the-test',
      },
    });
    api = await ContractFetch.of(server.url);
    await api.call('/api/v1/agents', {
      body: {
        ...{ name: 'DataAnalyzer', capabilities: ['data-analysis'], system_prompt: 'Analyze.' },
        memory: { enabled: true, scope: 'workspace', settings: { auto_store: false } },
      },
    });
    const entities = ['acme', 'bolt', 'nut'].map((entity_name) => ({
      ...{ entity_name, entity_type: 'customer', observations: [`${entity_name} buys screws`] },
    }));
    await api.call('/api/v1/memory/entities/batch', { body: { ...agent, entities } });
  });
  afterAll(async () => {
    await server.process.stop();
    await model.close();
    data.remove();
  });

  const relate = async (said: object): Promise<{ status: number; body: Related }> =>
    api.call<Related>('/api/v1/memory/relations', { body: { ...agent, ...ends, ...said } });
  const walk = async (name: string, query = ''): Promise<[names: string, strengths: string]> => {
    const { body } = await api.call<Graph>(
      `/api/v1/memory/graph/${name}?agent_id=DataAnalyzer&${query}`,
    );
    const { nodes, edges } = body.graph;
    const names = nodes.map(({ entity_name }) => entity_name).join(' ');
    return [names, edges.map(({ strength }) => String(strength)).join()];
  };
  const read = async (id: string): Promise<{ status: number; body: unknown }> =>
    api.call(`/api/v1/memory/relations/${id}?agent_id=DataAnalyzer`);

  it('tell what they were, by whom and when, and are walked as they were at an instant', async () => {
    const first = await relate({ strength: 0.25, metadata: { by: 'hand' } });
    expect(first).toMatchObject({ status: 201, body: { version: 1, valid_to: null } });
    await relate({ from_entity: 'nut', to_entity: 'acme', relation_type: 'fits', strength: 1 });
    const between = (await relate({})).body.updated_at;
    const ended = await relate({
      strength: 0.75,
      valid_from: '2020-01-01',
      valid_to: '2020-12-31',
    });
    const { relation_id: id, version } = ended.body;
    expect([id, version]).toEqual([first.body.relation_id, 2]);
    const unchanged = { confidence: 1, bidirectional: false, metadata: { by: 'hand' } };
    const by = { created_by: 'api_client', source_message_id: null };
    const validity = {
      valid_from: '2020-01-01T00:00:00.000Z',
      valid_to: '2020-12-31T23:59:59.999Z',
    };
    const instant = expect.any(String) as string;
    expect(await read(id)).toMatchObject({
      status: 200,
      body: {
        ...{ relation_id: id, ...ends, ...unchanged, ...validity, strength: 0.75, version: 2 },
        history: [
          { version: 1, strength: 0.25, valid_to: null, ...unchanged, ...by, known_to: instant },
          { version: 2, strength: 0.75, ...validity, ...unchanged, ...by, known_to: null },
        ],
      },
    });
    expect(await walk('acme')).toEqual(['acme', '']);
    expect(await walk('acme', 'temporal_filter=all')).toEqual(['acme bolt', '0.75']);
    const then = `temporal_filter=as_of&as_of=${between}`;
    expect(await walk('acme', then)).toEqual(['acme bolt', '0.25']);
    expect(await walk('acme', 'direction=incoming')).toEqual(['acme nut', '1']);
    expect(await walk('acme', `direction=both&${then}`)).toEqual(['acme bolt nut', '0.25,1']);
    const query = { query: 'acme screws', mode: 'keyword', include_relations: true };
    const found = async (time: object): Promise<unknown> =>
      (
        await api.call<{ matches: { entity: string }[] }>(
          '/api/v1/agents/DataAnalyzer/memory/search',
          { body: { ...query, ...time } },
        )
      ).body.matches.find(({ entity }) => entity === 'acme');
    const fits = { direction: 'incoming', from_entity: 'nut', to_entity: 'acme', strength: 1 };
    expect(await found({})).toMatchObject({ relations: [{ ...fits, valid_to: null }] });
    const asOf = { temporal_filter: 'as_of', as_of: between };
    expect(await found(asOf)).toMatchObject({
      relations: [fits, { relation_id: id, direction: 'outgoing', ...ends, strength: 0.25 }],
    });
  });

  it('tell where they come from, and which answers used what they led to', async () => {
    const timetable = { entity_name: 'timetable', entity_type: 'note' };
    const observations = ['The ferry leaves at noon'];
    await api.call('/api/v1/memory/entities', { body: { ...agent, ...timetable, observations } });
    const led = { to_entity: 'timetable', relation_type: 'waits_for', strength: 1 };
    const { relation_id: id } = (await relate(led)).body;
    const told = (what: string): Promise<{ status: number; body: unknown }> =>
      api.call(`/api/v1/memory/relations/${id}/${what}?agent_id=DataAnalyzer`);
    expect(await told('why')).toMatchObject({
      status: 200,
      body: {
        relation: { relation_id: id, from_entity: 'acme', history: [{ version: 1 }] },
        source: { created_by: 'api_client', message: null },
        ...{ used_in: [], uses: 0 },
      },
    });
    const { body } = await api.call<{
      message_id: string;
      reply: { content: { memory_used: string[] } };
    }>('/api/v1/messages', {
      body: {
        ...{ capability: 'data-analysis', performative: 'request', wait: '20s' },
        content: { text: 'Does acme buy screws?' },
      },
    });
    expect(body.reply.content.memory_used).toContain('timetable');
    const answers = { used_in: [{ message_id: body.message_id }], uses: 1 };
    expect(await told('why')).toMatchObject({ status: 200, body: answers });
    expect(await told('impact')).toMatchObject({
      status: 200,
      body: { relation: { relation_id: id }, ...answers, learned: [] },
    });
  });

  it.each([
    [{ valid_from: '2026-01-02', valid_to: '2026-01-01' }, {}],
    [{ valid_from: '2026-01-02', valid_to: null }, { valid_to: '2026-01-01' }],
  ])('refuse to end before they begin: %j, then %j', async (before, after) => {
    const other = { relation_type: 'knows' };
    const answers = [await relate({ ...other, ...before }), await relate({ ...other, ...after })];
    const refused = answers.find(({ status }) => status !== 201);
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'INVALID_REQUEST',
          details: { errors: [{ field: 'valid_to', message: 'must not lie before valid_from' }] },
        },
      },
    });
  });

  it('are taken back one by one, with the reason, and given back, and graphs know when they counted', async () => {
    const pair = { from_entity: 'bolt', to_entity: 'nut', relation_type: 'fits' };
    const { relation_id: id, updated_at: before } = (await relate({ ...pair, strength: 0.5 })).body;
    const tell = (path: string, more: object = {}): Promise<Reply> =>
      api.call(`/api/v1/memory/${path}`, { body: { ...agent, ...more } });
    const taken = await tell(`relations/${id}/retract`, { reason: 'It never did.' });
    expect(taken).toMatchObject({
      status: 201,
      body: { relation: { relation_id: id, state: 'retracted', version: 1 }, to_review: [] },
    });
    const [version] = (taken.body['relation'] as { history: { known_to: string }[] }).history;
    const between = version?.known_to ?? '';
    /** Answers tell milliseconds: what happened in one is known at the next. */
    const asOf = (at: string): Promise<[string, string]> =>
      walk('bolt', `temporal_filter=as_of&as_of=${new Date(Date.parse(at) + 1).toISOString()}`);
    expect([await walk('bolt'), await asOf(before)]).toEqual([
      ['bolt', ''],
      ['bolt', ''],
    ]);
    expect(await tell(`relations/${id}/retract`)).toMatchObject({
      status: 409,
      body: { error: { code: 'MEMORY_FACT_SETTLED', details: { state: 'retracted' } } },
    });
    const list = await api.call('/api/v1/memory/retractions?agent_id=DataAnalyzer');
    const named = { relation_id: id, ...pair, state: 'retracted' };
    const retraction = String(taken.body['retraction_id']);
    expect(list).toMatchObject({
      body: {
        retractions: [
          { retraction_id: retraction, reason: 'It never did.', retracted: [], relations: [named] },
        ],
      },
    });
    expect(await tell(`retractions/${retraction}/undo`)).toMatchObject({
      status: 200,
      body: { changed: [], relations: [{ ...named, state: 'current' }] },
    });
    const { body } = await read(id);
    expect(body).toMatchObject({ state: 'current', history: [{ version: 1 }, { version: 2 }] });
    const after = (body as { history: { known_from: string }[] }).history[1]?.known_from ?? '';
    const reached = (await Promise.all([before, between, after].map(asOf))).map(([names]) => names);
    expect(reached.map((names) => names.split(' ').includes('nut'))).toEqual([true, false, true]);
    expect(await tell('relations/rel-of-nobody/retract')).toMatchObject({ status: 404 });
  });

  it('are of two entities, and as strong as a single float can tell', async () => {
    expect(await relate({ to_entity: 'acme' })).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ field: 'to_entity' }] } } },
    });
    const faint = { relation_type: 'brushes', strength: 1e-46, confidence: 1e-320 };
    expect(await relate(faint)).toMatchObject({
      status: 201,
      body: { strength: 0, confidence: 0 },
    });
  });

  it('are taken in by an import as they are taken from a client', async () => {
    const line = { record: 'relation', from_entity: 'bolt', relation_type: 'holds' };
    const lines = [
      { record: 'export_metadata', version: '1.0' },
      { ...line, to_entity: 'nut', strength: 1e-46, confidence: 1e-320 },
      { ...line, to_entity: 'bolt' },
    ];
    const answer = await fetch(`${server.url}/api/v1/memory/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map((each) => JSON.stringify(each)).join('\n'),
    });
    expect(await answer.json()).toMatchObject({
      ...{ relations_imported: 1, relations_skipped: 1 },
      problems: [{ line: 3, field: 'to_entity' }],
    });
  });

  it('are not told of a time before their entity was known, but since when it is', async () => {
    const then = '2001-01-01T00:00:00Z';
    const path = `/api/v1/memory/graph/acme?agent_id=DataAnalyzer&temporal_filter=as_of&as_of=${then}`;
    expect(await api.call(path)).toMatchObject({
      status: 404,
      body: {
        error: {
          message: expect.stringContaining(`was not known at ${then}`) as string,
          details: { known_since: expect.any(String) as string },
        },
      },
    });
  });

  it('are not told of a time when their entity had been taken back, which was undone', async () => {
    const body = { ...agent, entity_name: 'gear', entity_type: 'part', observations: ['It turns'] };
    await api.call('/api/v1/memory/entities', { body });
    const taken = await api.call('/api/v1/memory/entities/gear/retract', { body: agent });
    const id = String(taken.body['retraction_id']);
    const then = new Date().toISOString();
    expect(await api.call(`/api/v1/memory/retractions/${id}/undo`, { body: agent })).toMatchObject({
      status: 200,
    });
    const path = `/api/v1/memory/graph/gear?agent_id=DataAnalyzer&temporal_filter=as_of&as_of=${then}`;
    const message = expect.stringContaining(`had been taken back at ${then}`) as string;
    expect(await api.call(path)).toMatchObject({ status: 404, body: { error: { message } } });
    const [names] = await walk('gear');
    expect(names).toBe('gear');
  });

  it.each([
    ['graph/acme', 'relation_types', 'A%20B'],
    ['graph/acme', 'relation_types', ',,,'],
    ['graph/acme', 'relation_types', ''],
    ['search', 'query=screws&entity_types', 'customer,'],
    ['search', 'query=screws&entity_types', 'Customer'],
  ])('and entities of %s are not looked for by %s=%s', async (path, name, words) => {
    const query = `agent_id=DataAnalyzer&${name}=${words}`;
    const field = expect.stringMatching(/^(relation|entity)_types\[\d\]$/) as string;
    expect(await api.call(`/api/v1/memory/${path}?${query}`)).toMatchObject({
      status: 400,
      body: {
        error: {
          details: {
            errors: expect.arrayContaining([expect.objectContaining({ field })]) as unknown,
          },
        },
      },
    });
  });

  it('and their entities are not cleared by a list that names no type', async () => {
    const path = '/api/v1/memory/DataAnalyzer?confirm=true&entity_types=,';
    expect(await api.call(path, { method: 'DELETE' })).toMatchObject({ status: 400 });
  });

  it.each([
    ['an id that names none', '/relations/rel-none?agent_id=DataAnalyzer', 404],
    ['where none comes from', '/relations/rel-none/why?agent_id=DataAnalyzer', 404],
    ['what depends on none', '/relations/rel-none/impact?agent_id=DataAnalyzer', 404],
    [
      'a time that the filter does not look at',
      '/graph/acme?agent_id=DataAnalyzer&as_of=2026-01-01T00:00:00Z',
      400,
    ],
    ['a direction that there is not', '/graph/acme?agent_id=DataAnalyzer&direction=up', 400],
  ])('are not told of %s', async (_what, path, status) => {
    expect(await api.call(`/api/v1/memory${path}`)).toMatchObject({ status });
  });
});
