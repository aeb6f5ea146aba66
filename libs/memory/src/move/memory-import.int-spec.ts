import type { EntityRecord, MergeStrategy, RelationRecord } from '#protocol';
import { systemCaller } from '#platform';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { hashOf } from '../erase/subject.js';
import { storeTombstone } from '../erase/tombstone.repository.js';
import type { ImportTally } from './import-tally.js';

type Given = Pick<EntityRecord, 'entity_name' | 'entity_type'> & Partial<EntityRecord>;

/** A record as the edge gives it, its defaults filled in. */
function record(entity_name: string, more: Partial<EntityRecord> = {}): EntityRecord {
  const given: Given = { entity_name, entity_type: 'insight', ...more };
  return { observations: [], uses: [], embeddings: [], ...given };
}

function relation(from_entity: string, to_entity: string, strength = 0.5): RelationRecord {
  const rest = { strength, confidence: 1, bidirectional: false, metadata: {} };
  return { from_entity, to_entity, relation_type: 'uses', ...rest };
}

describe('MemoryImport', () => {
  let test: TestMemory;

  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    await test.database.read(systemCaller, async (tx) => {
      const contents = ['entities', 'observations', 'embeddings', 'relations', 'uses'];
      for (const table of [...contents, 'policies', 'tombstones']) {
        await tx.rows({ name: `test.clear-${table}`, text: `delete from memory_${table}` });
      }
    });
  });

  interface Brought {
    readonly entities?: readonly EntityRecord[];
    readonly relations?: readonly RelationRecord[];
    readonly place?: string;
    readonly strategy?: MergeStrategy;
    readonly isDryRun?: boolean;
  }

  const bring = async (brought: Brought): Promise<ImportTally> => {
    const { strategy = 'update_existing', isDryRun = false, place = 'workspace' } = brought;
    const incoming = test.beginImport(client, { strategy, isDryRun });
    for (const [line, one] of (brought.entities ?? []).entries()) {
      await incoming.addEntity({ line, place, record: one }, 100);
    }
    for (const [line, one] of (brought.relations ?? []).entries()) {
      await incoming.addRelation({ line, place, record: one }, 100);
    }
    await incoming.finish();
    return incoming.tally;
  };

  /** Everything in some place as an export tells it. */
  const read = async (place = 'workspace', withEmbeddings = true): Promise<EntityRecord[]> => {
    const found: EntityRecord[] = [];
    const pages = test.exporter.entities(client, { places: [place] }, withEmbeddings);
    for await (const page of pages) {
      found.push(...page.map((text) => JSON.parse(text) as EntityRecord));
    }
    return found;
  };
  const factsOf = async (name: string): Promise<string[]> => {
    const entity = (await read()).find(({ entity_name }) => entity_name === name);
    return (entity?.observations ?? []).map((fact) =>
      typeof fact === 'string' ? fact : `${fact.content} ${fact.state ?? ''}`,
    );
  };
  const learn = (name: string, content: string, predicate?: string): Promise<unknown> =>
    test.memory.remember(
      client,
      'workspace',
      [{ name, type: 'insight', observations: [{ content, predicate }] }],
      { by: 'Analyst' },
    );
  const fill = async (): Promise<EntityRecord[]> => {
    await learn('acme', 'Sales by email', 'prefers');
    await learn('acme', 'Sales by phone', 'prefers');
    await test.memory.remember(client, 'workspace', [aMemory('bolt', 'A customer')], {
      by: 'Analyst',
    });
    return read();
  };
  /** A relation of what is filled in, as an export tells it, and what it was before. */
  const relateFilled = async (): Promise<unknown[]> => {
    const { strength, confidence, bidirectional, metadata } = relation('acme', 'bolt');
    const time = { known_from: '2026-01-01T00:00:00Z', known_to: '2026-01-01T00:00:00Z' };
    const history = [{ strength, confidence, bidirectional, metadata, ...time }];
    await bring({ relations: [{ ...relation('acme', 'bolt'), history }] });
    for await (const [text = ''] of test.exporter.relations(client, 'all')) {
      const told = JSON.parse(text) as RelationRecord;
      return [told, told.history?.[0]];
    }
    return [];
  };
  const clear = (place = 'workspace'): Promise<unknown> => test.memory.clear(client, place);

  it.each<MergeStrategy>([
    ...(['update_existing', 'skip_existing'] as const),
    ...(['replace_existing', 'error_on_conflict'] as const),
  ])(
    'brings back what was exported to the last field, and again nothing (%s)',
    async (strategy) => {
      const before = await fill();
      await clear();
      const first = await bring({ entities: before, strategy });
      expect(first.counts).toMatchObject({ entities_imported: 2, embeddings_used: 2 });
      expect(await read()).toEqual(before);
      const again = await bring({ entities: before, strategy });
      expect(again.counts).toMatchObject({ entities_imported: 0, entities_skipped: 2 });
      expect(await read()).toEqual(before);
    },
  );

  it('copies to another place under other ids, which stay the same however often it is sent', async () => {
    const before = await fill();
    for (const _round of [1, 2]) await bring({ entities: before, place: 'agent:B' });
    const copied = await read('agent:B');
    expect(copied.map(({ entity_name }) => entity_name)).toEqual(['acme', 'bolt']);
    const ids = [...before, ...copied].flatMap(({ entity_id, observations }) => [
      entity_id,
      ...observations.map((fact) => (typeof fact === 'string' ? '' : fact.observation_id)),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    const [old, current] = (copied[0]?.observations ?? []) as { superseded_by: unknown }[];
    expect(old).toMatchObject({ state: 'superseded' });
    expect(old?.superseded_by).toBe((current as { observation_id?: string }).observation_id);
    expect(await read()).toEqual(before);
  });

  it('brings what a fact was derived from, also where both get other ids', async () => {
    const sources = [
      { observation_id: 'obs-a', content: 'A', state: 'review' as const, review_reason: 'unsure' },
      { observation_id: 'obs-b', content: 'B', derived_from: ['obs-a', 'obs-elsewhere'] },
    ];
    for (const place of ['workspace', 'agent:B']) {
      await bring({ entities: [record('acme', { observations: sources })], place });
      const [acme] = await read(place);
      const [a, b] = (acme?.observations ?? []) as { observation_id: string }[];
      expect(a).toMatchObject({ review_reason: 'unsure', derived_from: [] });
      expect(new Set((b as { derived_from?: string[] }).derived_from)).toEqual(
        new Set([a?.observation_id, 'obs-elsewhere']),
      );
    }
  });

  it('finds by meaning what came with its vectors, and queues what came without', async () => {
    const before = await fill();
    await clear();
    const bare = before.map((one) => ({ ...one, embeddings: [] }));
    expect((await bring({ entities: bare })).counts.embeddings_queued).toBe(2);
    expect((await read())[0]?.embeddings).toEqual([]);
    await clear();
    await bring({ entities: before });
    const query = { text: 'sales', places: ['workspace'], mode: 'semantic' as const };
    const { entities } = await test.memory.recall(client, {
      ...query,
      ...{ minSimilarity: 0.5, limit: 5 },
    });
    expect(entities.map(({ name }) => name)).toEqual(['acme']);
  });

  it('uses no vectors of another model, nor those of a part', async () => {
    const [acme] = await fill();
    await clear();
    const [vector] = acme?.embeddings ?? [];
    if (acme === undefined || vector === undefined) throw new Error('There is none.');
    const foreign = { ...acme, embeddings: [{ ...vector, model: 'other:1:384' }] };
    const part = record('part', { embeddings: [{ ...vector, chunk: 1 }] });
    const { counts } = await bring({ entities: [foreign, part] });
    expect(counts).toMatchObject({ embeddings_used: 0, embeddings_queued: 2 });
  });

  it('merges what both sides learned, whichever comes first', async () => {
    const origin = await fill();
    await learn('acme', 'Sales in June');
    const left = await read();
    await clear();
    await bring({ entities: origin });
    await learn('acme', 'Sales by letter', 'prefers');
    const right = await read();

    const mergeOf = async (first: EntityRecord[], second: EntityRecord[]): Promise<string[]> => {
      await clear();
      await bring({ entities: first });
      await bring({ entities: second });
      return (await factsOf('acme')).sort();
    };
    const merged = await mergeOf(left, right);
    expect(merged).toEqual([
      'Sales by email superseded',
      'Sales by letter current',
      'Sales by phone superseded',
      'Sales in June current',
    ]);
    expect(await mergeOf(right, left)).toEqual(merged);
    const { counts } = await bring({ entities: left });
    expect(counts).toMatchObject({ entities_updated: 0, entities_skipped: 2 });
  });

  it('keeps, replaces or refuses what is known differently, as it is told', async () => {
    await learn('acme', 'Known here');
    const other = record('acme', { observations: ['Known there'], confidence: 0.5 });
    expect((await bring({ entities: [other], strategy: 'skip_existing' })).counts).toMatchObject({
      ...{ entities_skipped: 1, conflicts_resolved: 1 },
    });
    expect(await factsOf('acme')).toEqual(['Known here current']);
    await expect(bring({ entities: [other], strategy: 'error_on_conflict' })).rejects.toMatchObject(
      {
        ...{ code: 'MEMORY_CONFLICT', details: { line: 0, entity_name: 'acme' } },
      },
    );
    await bring({ entities: [other], strategy: 'replace_existing' });
    expect(await factsOf('acme')).toEqual(['Known there current']);
    const typed = { ...other, entity_type: 'customer' };
    await expect(bring({ entities: [typed] })).rejects.toMatchObject({
      code: 'MEMORY_TYPE_CONFLICT',
    });
  });

  it('takes relations by the names of their ends, and tells which ends are not remembered', async () => {
    const entities = ['a', 'b'].map((name) => record(name));
    const relations = [relation('a', 'b'), relation('b', 'c'), relation('a', 'b', 0.9)];
    const { counts, problems } = await bring({ entities, relations });
    expect(counts).toMatchObject({ relations_imported: 1, relations_updated: 1 });
    expect(counts.relations_skipped).toBe(1);
    expect(problems).toEqual([
      { line: 1, field: 'to_entity', message: "'c' is not remembered there" },
    ]);
    const again = await bring({ relations: [relation('a', 'b', 0.9)] });
    expect(again.counts).toMatchObject({ relations_updated: 0, relations_skipped: 1 });
  });

  it('stores nothing in a dry run, and tells what it would do', async () => {
    await learn('acme', 'Known here');
    const entities = [record('acme', { observations: ['New'] }), record('new')];
    const { counts } = await bring({
      entities,
      relations: [relation('acme', 'new')],
      isDryRun: true,
    });
    expect(counts).toMatchObject({ entities_imported: 1, entities_updated: 1 });
    expect(counts.relations_imported).toBe(1);
    expect((await read()).map(({ entity_name }) => entity_name)).toEqual(['acme']);
    expect(await factsOf('acme')).toEqual(['Known here current']);
  });

  it('takes records that share a name or an id one after the other', async () => {
    const twice = { observation_id: 'obs-1', content: 'Twice' };
    const entities = [
      record('a', { entity_id: 'ent-1', observations: ['One'] }),
      record('b', { entity_id: 'ent-1', observations: [twice, { ...twice, content: 'Other' }] }),
      record('a', { observations: ['Two'] }),
    ];
    const { counts } = await bring({ entities });
    expect(counts).toMatchObject({ entities_imported: 2, entities_updated: 1 });
    expect(await factsOf('a')).toEqual(['One current', 'Two current']);
    expect(await factsOf('b')).toEqual(['Twice current', 'Other current']);
  });

  it('leaves out what names somebody who was erased, and tells so', async () => {
    const subject = ['anna', 'example'];
    const hash = hashOf(client.workspace, subject);
    await test.database.transaction(client, (tx) =>
      storeTombstone(tx, client.workspace, { hash, words: subject.length }),
    );
    const entities = [record('acme', { observations: ['Call Anna Example'] }), record('bolt')];
    const { counts, problems } = await bring({ entities });
    expect(counts).toMatchObject({ entities_imported: 1, entities_skipped: 1 });
    expect(problems).toMatchObject([{ line: 0, field: 'entity_name' }]);
    expect((await read()).map(({ entity_name }) => entity_name)).toEqual(['bolt']);
  });

  it('stops where the workspace remembers as much as it may, and grows what is known', async () => {
    await test.database.transaction(client, (tx) =>
      tx.rows(
        {
          name: 'test.policy',
          text: `insert into memory_policies (workspace_id, policy, updated_by)
            values ($1, '{"max_entities": 2}', 'test')`,
        },
        [client.workspace],
      ),
    );
    await bring({ entities: [record('a'), record('b')] });
    await expect(bring({ entities: [record('c')] })).rejects.toMatchObject({
      ...{ code: 'MEMORY_FULL', details: { line: 0, max_entities: 2 } },
    });
    await bring({ entities: [record('a', { observations: ['New'] })] });
    expect(await factsOf('a')).toEqual(['New current']);
  });

  it('ends alike when two send the same at the same time', async () => {
    const entities = Array.from({ length: 600 }, (_, index) =>
      record(`e${String(index)}`, { observations: [`Fact ${String(index)}`] }),
    );
    await Promise.all([bring({ entities }), bring({ entities })]);
    const found = await read();
    expect(found).toHaveLength(600);
    expect(found.every(({ observations }) => observations.length === 1)).toBe(true);
  });

  it('moves every column there is, or is told here why not', async () => {
    const derived = [
      // Told by the record's own fields.
      ...['workspace_id', 'place', 'entity_id', 'to_id', 'relation_id'],
      // Made from what is moved.
      ...['content', 'words', 'embedded_as', 'dimensions', 'fingerprint', 'settled'],
      // Told as derived_from of the fact.
      ...['from_id', 'observation_id'],
    ];
    const ofTheServer = [
      // Work that waits, how long what is kept, its models, what was taken back and how, what must not come back.
      ...['memory_lessons', 'memory_policies', 'memory_models'],
      ...['memory_retractions', 'memory_retracted_facts', 'memory_retracted_relations'],
      'memory_tombstones',
    ];
    const columns = await test.database.read(systemCaller, (tx) =>
      tx.rows<{ column: string }>(
        {
          name: 'test.columns',
          text: `select distinct column_name as column from information_schema.columns
          where table_name like 'memory\\_%' and table_name <> all($1::text[])`,
        },
        [ofTheServer],
      ),
    );
    const [entity] = await fill();
    const related = await relateFilled();
    const told = [entity, entity?.observations[0], entity?.embeddings[0], ...related]
      .flatMap((part) => Object.keys(part ?? {}))
      .map((key) => key.replace(/^(?:entity|observation|relation)_/, ''));
    const uses = ['message_id', 'used_at'];
    expect(
      columns
        .map(({ column }) => column)
        .filter((column) => ![...derived, ...told, ...uses].includes(column)),
    ).toEqual([]);
  });
});
