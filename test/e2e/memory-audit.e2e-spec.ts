import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Fact {
  readonly observation_id: string;
  readonly content: string;
  readonly state: string;
}

const agent = { agent_id: 'DataAnalyzer' };

describe('a memory that can be audited and undone, with nothing installed', () => {
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

  /** Remembers a fact and gives its id. */
  const remember = async (name: string, observation: object): Promise<string> => {
    const body = { ...agent, entity_name: name, entity_type: 'customer' };
    const stored = await api.call('/api/v1/memory/entities', {
      body: { ...body, observations: [observation] },
    });
    expect(stored.status).toBe(201);
    const { body: entity } = await api.call<{ observations: Fact[] }>(
      `/api/v1/memory/entities/${name}?agent_id=DataAnalyzer`,
    );
    return entity.observations.at(-1)?.observation_id ?? '';
  };

  const ask = (path: string): Promise<Reply> =>
    api.call(`/api/v1/memory/${path}?agent_id=DataAnalyzer`);
  const tell = (path: string, more: object = {}): Promise<Reply> =>
    api.call(`/api/v1/memory/${path}`, { body: { ...agent, ...more } });

  const found = async (query: string): Promise<string[]> => {
    const answer = await api.call<{ matches: { entity: string }[] }>(
      '/api/v1/agents/DataAnalyzer/memory/search',
      { body: { query, min_similarity: 0.3, mode: 'hybrid' } },
    );
    return answer.body.matches.map(({ entity }) => entity).sort();
  };

  it('says where a fact comes from and what follows from it, takes both back and undoes that', async () => {
    const base = await remember('acme', { content: 'Acme opened forty shops in Norway' });
    const plan = { content: 'Visit forty shops in Norway', derived_from: [base] };
    const derived = await remember('tour', plan);
    expect(await ask(`observations/${derived}/why`)).toMatchObject({
      status: 200,
      body: {
        fact: { entity_name: 'tour', state: 'current' },
        source: { created_by: 'api_client', message: null },
        derived_from: [{ observation_id: base }],
      },
    });
    expect(await ask(`observations/${base}/impact`)).toMatchObject({
      body: { derived: [{ observation_id: derived }], uses: 0 },
    });
    expect(await found('shops in Norway')).toEqual(['acme', 'tour']);

    const taken = await tell(`observations/${base}/retract`, { reason: 'It was Sweden.' });
    expect(taken).toMatchObject({
      status: 201,
      body: { retracted: [{ observation_id: base }, { observation_id: derived }], restored: [] },
    });
    expect(await found('shops in Norway')).toEqual([]);
    expect(await tell(`observations/${base}/retract`)).toMatchObject({
      status: 409,
      body: { error: { code: 'MEMORY_FACT_SETTLED', details: { state: 'retracted' } } },
    });
    const id = String(taken.body['retraction_id']);
    expect(await ask('retractions')).toMatchObject({
      body: { retractions: [{ retraction_id: id, reason: 'It was Sweden.', undone_at: null }] },
    });
    expect(await ask('retractions')).toMatchObject({
      body: {
        retractions: [
          {
            retracted: [
              { entity_name: 'acme', content: 'Acme opened forty shops in Norway' },
              { entity_name: 'tour', content: 'Visit forty shops in Norway' },
            ],
            retracted_total: 2,
          },
        ],
      },
    });
    expect(await tell(`retractions/${id}/undo`)).toMatchObject({
      status: 200,
      body: { changed: [{ state: 'current' }, { state: 'current' }] },
    });
    expect(await found('shops in Norway')).toEqual(['acme', 'tour']);
  });

  it('says how long a retraction is kept to whoever would undo one that is not', async () => {
    const { status, body } = await tell(
      'retractions/ret-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f/undo',
    );
    expect([status, body]).toMatchObject([404, { error: { code: 'MEMORY_NOT_FOUND' } }]);
    expect(JSON.stringify(body)).toContain(
      'those of more than 365 days ago (max_retractions_days) are forgotten and cannot be undone',
    );
  });

  it('puts what follows from an outdated fact before people, who accept or reject it', async () => {
    const seat = await remember('globex', { content: 'Globex sits in Rome', predicate: 'seat' });
    const trip = { content: 'Fly to Rome for Globex', derived_from: [seat] };
    const derived = await remember('trip', trip);
    const hotel = { content: 'Book a hotel in Rome', derived_from: [seat] };
    const other = await remember('hotel', hotel);
    await remember('globex', { content: 'Globex sits in Oslo', predicate: 'seat' });
    expect(await ask('review')).toMatchObject({
      body: { waiting: [{ observation_id: derived }, { observation_id: other }] },
    });
    expect(await tell(`review/${derived}/accept`)).toMatchObject({
      status: 200,
      body: { fact: { state: 'current' }, superseded: [] },
    });
    expect(await tell(`review/${other}/reject`)).toMatchObject({
      status: 200,
      body: { retracted: [{ observation_id: other, state: 'retracted' }] },
    });
    expect(await ask('review')).toMatchObject({ body: { waiting: [], next_cursor: null } });
  });

  it('takes back all of an entity at once, and reports on what is left', async () => {
    await remember('hooli', { content: 'Hooli builds boxes' });
    await remember('hooli', { content: 'Hooli builds phones' });
    const taken = await tell('entities/hooli/retract');
    expect(taken).toMatchObject({ status: 201, body: { restored: [], to_review: [] } });
    expect(taken.body['retracted']).toHaveLength(2);
    expect(await tell('entities/hooli/retract')).toMatchObject({ status: 404 });
    const quality = await ask('quality');
    expect(quality).toMatchObject({ status: 200, body: { facts: { review: 0 } } });
    expect(quality.body['findings']).toHaveLength(7);
    expect(await ask('stats')).toMatchObject({
      body: { scope_breakdown: [{ memory_scope: 'workspace' }] },
    });
    expect(await api.call('/api/v1/memory/health')).toMatchObject({
      body: {
        status: 'healthy',
        checks: expect.arrayContaining([
          {
            check: 'embedding_model_loaded',
            status: 'pass',
            detail: expect.stringContaining('MiniLM') as string,
          },
        ]) as unknown[],
      },
    });
    const metrics = await fetch(server.metricsUrl);
    expect(await metrics.text()).toMatch(/caxton_memory_entities_total\{scope="workspace"\} [1-9]/);
  });

  it('forgets, pins, erases, and keeps to the ceiling that it is given', async () => {
    await remember('initech', { content: 'Initech prints reports' });
    const pin = await api.call('/api/v1/memory/entities/initech/pin', {
      ...{ method: 'PUT', body: agent },
    });
    expect(pin).toMatchObject({ status: 200, body: { pinned: true } });
    const path = '/api/v1/memory/entities/initech?agent_id=DataAnalyzer&memory_scope=workspace';
    const forgotten = await api.call(path, { method: 'DELETE' });
    expect(forgotten).toMatchObject({ status: 200, body: { facts_deleted: 1 } });
    expect(await api.call(path, { method: 'DELETE' })).toMatchObject({ status: 404 });

    await remember('bob', { content: 'Bob Example buys bolts' });
    const erasures = '/api/v1/memory/erasures';
    const subject = 'bob example';
    expect(await api.call(erasures, { body: { subject } })).toMatchObject({ status: 400 });
    expect(await api.call(erasures, { body: { subject, confirm: true } })).toMatchObject({
      status: 200,
      body: { dry_run: false, facts_erased: 1, entities_erased: 1 },
    });
    const again = { ...agent, entity_name: 'orders', entity_type: 'note' };
    const body = { ...again, observations: ['Bob Example is back'] };
    expect(await api.call('/api/v1/memory/entities', { body })).toMatchObject({
      status: 409,
      body: { error: { code: 'MEMORY_ERASED' } },
    });

    const configured = await api.call('/api/v1/memory/config', {
      ...{ method: 'PUT', body: { retention_policy: { max_entities: 1 } } },
    });
    expect(configured).toMatchObject({ status: 200, body: { changes: ['max_entities'] } });
    expect(await api.call('/api/v1/memory/config')).toMatchObject({
      body: { backend: 'embedded_postgres', retention_policy: { max_entities: 1 } },
    });
    const fresh = { ...again, observations: ['One too many'] };
    expect(await api.call('/api/v1/memory/entities', { body: fresh })).toMatchObject({
      status: 409,
      body: { error: { code: 'MEMORY_FULL', details: { max_entities: 1 } } },
    });
  });

  it.each([
    ['a fact that is not there', 'observations/obs-0/why', 404, 'MEMORY_NOT_FOUND'],
    ['an id that is none', 'observations/17/why', 400, 'INVALID_REQUEST'],
  ])('refuses %s', async (_what, path, status, code) => {
    expect(await ask(path)).toMatchObject({ status, body: { error: { code } } });
  });

  it('refuses what is derived from something unknown', async () => {
    const observations = [{ content: 'Nothing', derived_from: ['obs-0'] }];
    const body = { ...agent, entity_name: 'n', entity_type: 'note', observations };
    expect(await api.call('/api/v1/memory/entities', { body })).toMatchObject({
      status: 404,
      body: { error: { code: 'MEMORY_NOT_FOUND' } },
    });
  });
});
