import { systemCaller } from '#platform';
import { describeWith } from '../../../test/support/test-servers.js';
import { aMemory, aQuery, client, openTestMemory, type TestMemory } from './memory.fixture.js';
import { Memory } from './memory.js';
import type { NewMemory } from './write/new-memory.js';

const source = { by: 'DataAnalyzer', messageId: 'msg-1' };

describeWith(['postgres'], Memory.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    test.embedder.isAvailable = true;
    for (const place of ['workspace', 'global', 'agent:A', 'agent:B']) {
      await test.memory.clear(client, place);
    }
  });

  /** By Postgres's clock, which dates what is remembered. */
  const now = async (): Promise<string> => {
    const [row] = await test.database.read(systemCaller, (tx) =>
      tx.rows<{ now: string }>({
        name: 'test.now',
        text: 'select to_json(clock_timestamp()) as now',
      }),
    );
    return row?.now ?? '';
  };

  const names = async (...query: Parameters<typeof aQuery>): Promise<string[]> => {
    const { entities } = await test.memory.recall(client, aQuery(...query));
    return entities.map(({ name }) => name);
  };

  it('recalls by meaning, the nearest first, with a cosine from 0 to 1', async () => {
    await test.memory.remember(
      client,
      'workspace',
      [
        aMemory('q3', 'Sales grew in the high season'),
        aMemory('storms', 'The weather was bad'),
        aMemory('shops', 'Sales by shop'),
      ],
      source,
    );
    const { mode, entities } = await test.memory.recall(client, aQuery('sales in season'));
    expect(mode).toBe('semantic');
    expect(entities.map(({ name }) => name)).toEqual(['q3', 'shops']);
    const [first, second] = entities.map(({ similarity = -1 }) => similarity);
    expect(first).toBeGreaterThan(second ?? 2);
    expect(first).toBeLessThanOrEqual(1);
    expect(entities[0]).toMatchObject({ sourceMessageId: 'msg-1', type: 'insight' });
  });

  it('finds by words while a vector is missing, and says that it did', async () => {
    test.embedder.isAvailable = false;
    const { embedded } = await test.memory.remember(
      client,
      'workspace',
      [aMemory('invoice_4711', 'Paid twice by mistake')],
      source,
    );
    expect(embedded.size).toBe(0);
    const found = await test.memory.recall(client, aQuery('which invoice was paid twice?'));
    expect(found).toMatchObject({ mode: 'keyword', entities: [{ name: 'invoice_4711' }] });
  });

  it('finds a name or a number by its words, however far its meaning (hybrid)', async () => {
    await test.memory.remember(
      client,
      'workspace',
      [aMemory('inv-4711', 'Number 4711 was paid twice'), aMemory('sales', 'Sales grew')],
      source,
    );
    expect(await names('4711', { mode: 'hybrid', minSimilarity: 0.9 })).toEqual(['inv-4711']);
    expect(await names('sales', { mode: 'hybrid', minSimilarity: 0.9 })).toEqual(['sales']);
  });

  it('never looks outside of the places asked for', async () => {
    await test.memory.remember(client, 'agent:A', [aMemory('secret', 'Sales of A')], source);
    await test.memory.remember(client, 'agent:B', [aMemory('other', 'Sales of B')], source);
    await test.memory.remember(client, 'global', [aMemory('common', 'Sales of all')], source);
    expect(await names('sales', { places: ['agent:A', 'global'] })).toEqual(
      expect.arrayContaining(['secret', 'common']),
    );
    expect(await names('sales', { places: ['agent:B'] })).toEqual(['other']);
    for (const mode of ['semantic', 'keyword', 'hybrid'] as const) {
      expect(await names('sales', { mode })).toEqual([]);
    }
    const stranger = { workspace: 'elsewhere', principal: 'api_client' };
    const { entities } = await test.memory.recall(
      stranger,
      aQuery('sales', { places: ['agent:A', 'workspace', 'global'] }),
    );
    expect(entities.map(({ name }) => name)).toEqual(['common']);
  });

  it('keeps the history when a fact takes the place of another', async () => {
    const prefers = (content: string): Parameters<Memory['remember']>[2] => [
      { name: 'acme', type: 'customer', observations: [{ content, predicate: 'prefers' }] },
    ];
    await test.memory.remember(client, 'workspace', prefers('Acme prefers email'), source);
    const asOf = await now();
    await test.memory.remember(client, 'workspace', prefers('Acme prefers the phone'), source);
    const found = await test.view.entity(client, ['workspace'], 'acme');
    expect(found?.entity.version).toBe(2);
    const current = { content: 'Acme prefers the phone', state: 'current' };
    expect(found?.observations).toMatchObject([{ state: 'superseded' }, current]);
    expect(found?.observations[0]?.superseded_by).toBe(found?.observations[1]?.id);
    const { entities } = await test.memory.recall(client, aQuery('customer'));
    expect(entities[0]?.content).toBe('Acme prefers the phone');
    const past = await test.memory.recall(client, aQuery('customer', { at: { asOf } }));
    expect(past.entities[0]?.content).toBe('Acme prefers email');
  });

  it('takes writers of the same new name one after the other, and loses none', async () => {
    const facts = Array.from({ length: 12 }, (_value, index) => `Fact ${String(index)}`);
    await Promise.all(
      facts.map((fact) =>
        test.memory.remember(client, 'workspace', [aMemory('shared', fact)], source),
      ),
    );
    const found = await test.view.entity(client, ['workspace'], 'shared');
    expect(found?.observations.map(({ content }) => content).sort()).toEqual(facts.sort());
    expect(found?.entity.version).toBe(12);
  });

  it('refuses a name that belongs to something of another type, and stores its neighbours', async () => {
    await test.memory.remember(client, 'workspace', [aMemory('acme', 'Sales')], source);
    const { outcomes } = await test.memory.remember(
      client,
      'workspace',
      [{ ...aMemory('acme', 'Price'), type: 'product' }, aMemory('bolt', 'Price')],
      source,
    );
    expect(outcomes).toMatchObject([
      { kind: 'refused', name: 'acme', knownType: 'insight' },
      { kind: 'stored', write: { name: 'bolt' } },
    ]);
  });

  it('gives a name to one of two types that are said at once, and tells in the order they were said', async () => {
    await test.memory.remember(client, 'workspace', [aMemory('acme', 'Sales')], source);
    const product = (name: string): NewMemory => ({ ...aMemory(name, 'Price'), type: 'product' });
    const { outcomes } = await test.memory.remember(
      client,
      'workspace',
      [product('bolt'), product('acme'), aMemory('bolt', 'Bolts'), aMemory('acme', 'Shops')],
      source,
    );
    expect(outcomes).toMatchObject([
      { kind: 'stored', write: { name: 'bolt', isNew: true } },
      { kind: 'refused', name: 'bolt', knownType: 'product' },
      { kind: 'refused', name: 'acme', knownType: 'insight' },
      { kind: 'stored', write: { name: 'acme', isNew: false } },
    ]);
    const bolt = await test.view.entity(client, ['workspace'], 'bolt');
    expect(bolt?.observations).toMatchObject([{ content: 'Price' }]);
  });

  it('tells what holds now from what held then', async () => {
    const past = { ...aMemory('old_price', 'The price was 5'), validTo: '2020-01-01T00:00:00Z' };
    await test.memory.remember(client, 'workspace', [past, aMemory('price', 'It is 7')], source);
    expect(await names('price')).toEqual(['price']);
    expect((await names('price', { at: 'all' })).sort()).toEqual(['old_price', 'price']);
    expect(await names('price', { at: { asOf: '2019-01-01T00:00:00Z' } })).toEqual([]);
  });

  it('tells what held at some time of a span, and what was known then', async () => {
    const price = (content: string): NewMemory => ({
      ...aMemory('bolt'),
      observations: [{ content, predicate: 'price' }],
    });
    await test.memory.remember(client, 'workspace', [price('The price is 5')], source);
    const first = await now();
    await test.memory.remember(client, 'workspace', [price('The price is 7')], source);
    const found = async (from?: string, to?: string): Promise<string[]> => {
      const query = aQuery('price', { at: { from, to } });
      return (await test.memory.recall(client, query)).entities.map(({ content }) => content);
    };
    const second = await now();
    expect(await found(undefined, first)).toEqual(['The price is 5']);
    expect(await found(second)).toEqual(['The price is 7']);
    expect(await found(first, second)).toEqual(['The price is 5\nThe price is 7']);
    expect(await found(undefined, '2018-01-01T00:00:00Z')).toEqual([]);
  });

  it('tells what entities are related to, the strongest first, from both ends and which way it points', async () => {
    const all = ['a', 'b', 'c'].map((name) => aMemory(name, `Sales of ${name}`));
    await test.memory.remember(client, 'workspace', all, source);
    await test.memory.remember(client, 'agent:A', [aMemory('hidden', 'Sales')], source);
    const relate = (to: string, strength: number, bidirectional: boolean): Promise<unknown> => {
      const relation = { from: 'a', to, type: 'uses', strength, bidirectional };
      const rest = { confidence: 1, metadata: {} };
      return test.memory.relate(client, 'workspace', { ...relation, ...rest }, source);
    };
    await relate('b', 0.3, true);
    await relate('c', 0.8, false);
    const { entities } = await test.memory.recall(client, aQuery('sales'));
    const ids = new Map(entities.map(({ name, id }) => [name, id]));
    const links = await test.view.links(client, { places: ['workspace'], ids: [...ids.values()] });
    const of = (name: string): unknown => links.get(ids.get(name) ?? '');
    expect(of('a')).toMatchObject([
      {
        ...{ other: 'c', is_outgoing: true, bidirectional: false, type: 'uses', confidence: 1 },
        strength: expect.closeTo(0.8) as number,
      },
      { other: 'b', is_outgoing: true, bidirectional: true, type: 'uses' },
    ]);
    expect(of('b')).toMatchObject([{ other: 'a', is_outgoing: false, bidirectional: true }]);
    expect(of('c')).toMatchObject([{ other: 'a', is_outgoing: false, bidirectional: false }]);
    expect([
      ...(await test.view.links(client, { places: ['agent:A'], ids: [...ids.values()] })).keys(),
    ]).toEqual([]);
  });

  it('keeps of a relation that is said again what is not named this time', async () => {
    const ends = ['a', 'b'].map((name) => aMemory(name, `Sales of ${name}`));
    await test.memory.remember(client, 'workspace', ends, source);
    const relate = (said: object): Promise<unknown> => {
      const relation = { from: 'a', to: 'b', type: 'uses', metadata: {}, ...said };
      return test.memory.relate(client, 'workspace', relation, source);
    };
    const first = { strength: 0.5, confidence: 1, bidirectional: false };
    expect(await relate({})).toMatchObject({ ...first, created: true });
    const more = { confidence: 0.25, bidirectional: true, metadata: { by: 'hand' } };
    expect(await relate(more)).toMatchObject({ strength: 0.5, ...more, created: false });
    expect(await relate({ strength: 0.75 })).toMatchObject({ ...more, strength: 0.75 });
    expect(await relate({ bidirectional: false })).toMatchObject({
      ...{ strength: 0.75, confidence: 0.25, bidirectional: false },
    });
  });

  it('measures how long searches and writes take', async () => {
    const { searches, writes } = test.memory.figures.of(client);
    const before = [searches.count, writes.count];
    await test.memory.remember(client, 'workspace', [aMemory('one', 'Sales')], source);
    await test.memory.recall(client, aQuery('sales'));
    expect([searches.count, writes.count]).toEqual(before.map((count) => count + 1));
    expect(searches.average).toBeGreaterThan(0);
    expect(writes.average).toBeGreaterThan(0);
  });

  it('walks relations outward, each entity once, also in circles', async () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => aMemory(name, `Sales of ${name}`));
    await test.memory.remember(client, 'workspace', all, source);
    const relate = (from: string, to: string, strength = 1): Promise<unknown> =>
      test.memory.relate(
        client,
        'workspace',
        {
          ...{ from, to, type: 'uses', strength, confidence: 1 },
          ...{ bidirectional: false, metadata: {} },
        },
        source,
      );
    await relate('a', 'b');
    await relate('b', 'c');
    await relate('c', 'a');
    await relate('c', 'd', 0.1);
    const walk = async (depth: number, minStrength = 0): Promise<string[] | undefined> => {
      const terms = {
        depth,
        minStrength,
        direction: 'outgoing',
        depthFirst: false,
        limit: 100,
      } as const;
      const graph = await test.view.graph(client, ['workspace'], 'a', terms);
      return graph?.nodes.map((node) => `${node.name}${String(node.depth)}`);
    };
    expect(await walk(1)).toEqual(['a0', 'b1']);
    expect(await walk(10)).toEqual(['a0', 'b1', 'c2', 'd3']);
    expect(await walk(10, 0.5)).toEqual(['a0', 'b1', 'c2']);
    expect(await relate('a', 'nowhere')).toEqual({ missing: ['nowhere'] });
  });

  it('counts what is there, and clears a place with everything that hangs on it', async () => {
    await test.memory.remember(client, 'agent:A', [aMemory('one', 'Sales')], source);
    await test.memory.remember(client, 'workspace', [aMemory('two', 'Sales')], source);
    const seen = await test.view.overview(client, ['agent:A', 'workspace'], 1);
    expect(seen).toMatchObject({ entities: 2, relations: 0, recent: [{ name: 'two' }] });
    expect(await test.memory.clear(client, 'agent:A')).toMatchObject({ entities: 1, relations: 0 });
    const left = await test.database.read(systemCaller, (tx) =>
      tx.rows({
        name: 'test.left',
        text: `select * from memory_embeddings where place = 'agent:A'`,
      }),
    );
    expect(left).toEqual([]);
  });
});
