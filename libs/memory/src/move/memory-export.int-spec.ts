import { systemCaller } from '#platform';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { Selection } from './selection.js';

describe('MemoryExport', () => {
  let test: TestMemory;

  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    await test.database.read(systemCaller, async (tx) => {
      for (const table of ['entities', 'observations', 'embeddings', 'relations', 'uses']) {
        await tx.rows({ name: `test.clear-${table}`, text: `delete from memory_${table}` });
      }
    });
  });

  const source = { by: 'Analyst', messageId: 'msg-1' };
  const remember = (place: string, ...names: string[]): Promise<unknown> =>
    test.memory.remember(
      client,
      place,
      names.map((name) => aMemory(name, `Sales of ${name}`)),
      source,
    );

  const read = async (selection: Selection, withEmbeddings = false): Promise<Named[]> => {
    const records: Named[] = [];
    for await (const page of test.exporter.entities(client, selection, withEmbeddings)) {
      records.push(...page.map((text) => JSON.parse(text) as Named));
    }
    return records;
  };
  const namesOf = async (selection: Selection): Promise<string[]> =>
    (await read(selection)).map(({ entity_name }) => entity_name);

  interface Named extends Record<string, unknown> {
    readonly entity_name: string;
  }

  it('gives what is in the places that are asked for, each entity once, and nothing else', async () => {
    await remember('agent:A', 'a');
    await remember('agent:B', 'b');
    await remember('agent-like', 'not of an agent');
    await remember('conversation:c', 'c');
    await remember('workspace', 'w');
    await remember('global', 'g');
    await test.memory.remember(
      { workspace: 'other', principal: 'api_client' },
      'workspace',
      [aMemory('foreign', 'Sales')],
      source,
    );
    expect(await namesOf({ places: ['agent:A', 'workspace', 'agent:A'] })).toEqual(['a', 'w']);
    expect(await namesOf({ everyOwnerOf: 'agent' })).toEqual(['a', 'b']);
    expect((await namesOf('all')).sort()).toEqual(['a', 'b', 'c', 'g', 'not of an agent', 'w']);
    expect(await test.exporter.count(client, 'all')).toEqual({ entities: 6, relations: 0 });
  });

  it('gives many entities in several pages, in the order of their names', async () => {
    const names = Array.from({ length: 730 }, (_, index) => `e${String(index).padStart(4, '0')}`);
    await remember('workspace', ...names);
    const pages: number[] = [];
    for await (const page of test.exporter.entities(client, 'all', true)) pages.push(page.length);
    expect(pages.length).toBeGreaterThan(2);
    expect(await namesOf('all')).toEqual(names);
  });

  it('gives an entity with its history, its sources, its uses and its vectors', async () => {
    const fact = (content: string): object => ({ content, predicate: 'prefers' });
    for (const content of ['Sales by email', 'Sales by phone\nor "mail" \\ é 😀']) {
      const memory = { ...aMemory('acme'), observations: [fact(content)], metadata: { a: null } };
      await test.memory.remember(client, 'agent:A', [memory as never], source);
    }
    await test.database.read(systemCaller, (tx) =>
      tx.rows({
        name: 'test.use',
        text: `insert into memory_uses (workspace_id, entity_id, message_id)
          select workspace_id, id, 'msg-2' from memory_entities`,
      }),
    );
    const [record] = await read('all', true);
    const instant: unknown = expect.stringMatching(/^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(record).toMatchObject({
      record: 'entity',
      entity_name: 'acme',
      memory_scope: 'agent',
      agent_id: 'A',
      conversation_id: null,
      metadata: { a: null },
      version: 2,
      created_at: instant,
      observations: [
        { state: 'superseded', valid_to: instant, source_message_id: 'msg-1' },
        { state: 'current', content: 'Sales by phone\nor "mail" \\ é 😀', predicate: 'prefers' },
      ],
      uses: [{ message_id: 'msg-2', used_at: instant }],
      embeddings: [{ model: test.embedder.fingerprint, chunk: 0 }],
    });
    const [{ embedding } = { embedding: [] }] = record?.['embeddings'] as { embedding: number[] }[];
    const [vector] = await test.embedder.embed(['acme (insight): Sales by phone']);
    expect(embedding.map(Math.fround)).toEqual([...(vector ?? [])]);
    expect((await read('all'))[0]?.['embeddings']).toEqual([]);
  });

  it('gives relations by the names of their ends, also of very many', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `n${String(index)}`);
    await remember('workspace', ...names);
    for (const from of names.slice(0, 3)) {
      for (const to of names) {
        const relation = { type: 'uses', strength: 0.7, confidence: 1, bidirectional: false };
        await test.memory.relate(
          client,
          'workspace',
          { from, to, ...relation, metadata: { n: 1 } },
          source,
        );
      }
    }
    const records: Record<string, unknown>[] = [];
    for await (const page of test.exporter.relations(client, { places: ['workspace'] })) {
      records.push(...page.map((text) => JSON.parse(text) as Record<string, unknown>));
    }
    expect(new Set(records.map(({ relation_id }) => relation_id)).size).toBe(120);
    expect(records[0]).toMatchObject({
      ...{ record: 'relation', from_entity: 'n0', to_entity: 'n0', relation_type: 'uses' },
      ...{ strength: 0.7, memory_scope: 'workspace', metadata: { n: 1 }, created_by: 'Analyst' },
    });
  });
});
