import { systemCaller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import { MemoryReport } from './memory-report.js';
import type { FindingKind } from './quality.repository.js';

const places = ['workspace', 'agent:A', 'global'];
const terms = { staleDays: 180, unusedDays: 30, examples: 5 };

describeWith(['postgres'], MemoryReport.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    test.embedder.isAvailable = true;
    for (const place of [...places, 'agent:B']) await test.memory.clear(client, place);
  });

  const learn = (place: string, ...memories: readonly ReturnType<typeof aMemory>[]) =>
    test.memory.remember(client, place, memories, { by: 'A' });

  const run = (text: string): Promise<unknown> =>
    test.database.read(systemCaller, (tx) => tx.rows({ name: `test.${text.slice(0, 50)}`, text }));

  const count = async (kind: FindingKind): Promise<number | undefined> => {
    const { findings } = await test.report.quality(client, places, terms);
    return findings.find((finding) => finding.kind === kind)?.count;
  };

  it('finds nothing wrong with a good memory', async () => {
    await learn('workspace', aMemory('acme', 'Sales grew', 'Sells bolts'));
    const { findings, facts } = await test.report.quality(client, places, terms);
    expect(findings.map((finding) => finding.count)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(facts.get('current')).toBe(2);
  });

  it('counts what is said twice, in another spelling or under another name', async () => {
    await learn('workspace', aMemory('acme', 'Sales grew'), aMemory('note', 'sales   GREW.'));
    await learn('agent:A', aMemory('other', 'Sales grew'));
    expect(await count('duplicates')).toBe(2);
    await learn('workspace', aMemory('Acme', 'Something else'));
    expect(await count('alike_names')).toBe(1);
  });

  it('counts two answers to one question, also between a place and a wider one', async () => {
    const seat = (content: string): ReturnType<typeof aMemory> => ({
      ...aMemory('acme'),
      observations: [{ content, predicate: 'seat' }],
    });
    await learn('agent:A', seat('In Rome'));
    await learn('workspace', seat('In Oslo'));
    const { findings } = await test.report.quality(client, places, terms);
    expect(findings.find(({ kind }) => kind === 'contradictions')).toMatchObject({
      count: 1,
      examples: [{ name: 'acme', content: expect.stringMatching(/In Rome|In Oslo/) as string }],
    });
  });

  it('counts what is stale, unused, doubtful or without a vector', async () => {
    await learn('workspace', aMemory('acme', 'Sales grew'), aMemory('new', 'Price fell'));
    await run(`update memory_entities set updated_at = now() - interval '1 year',
      created_at = now() - interval '1 year' where name = 'acme'`);
    expect([await count('stale'), await count('unused')]).toEqual([1, 1]);
    await run(`insert into memory_uses (workspace_id, entity_id, message_id)
      select workspace_id, id, 'msg-1' from memory_entities where name = 'acme'`);
    expect([await count('stale'), await count('unused')]).toEqual([0, 0]);
    test.embedder.isAvailable = false;
    const doubt = { content: 'Maybe', confidence: 0.2 };
    await learn('workspace', { ...aMemory('doubt'), observations: [doubt] });
    expect([await count('doubtful'), await count('unembedded')]).toEqual([1, 1]);
    expect(await test.report.hasModel()).toBe(false);
  });

  it('tells of no place that it was not asked for', async () => {
    await learn('agent:B', aMemory('secret', 'Sales grew'), aMemory('more', 'Sales grew'));
    expect(await count('duplicates')).toBe(0);
    expect(await test.report.statistics(client, places)).toEqual([]);
    const elsewhere = { workspace: 'elsewhere', principal: 'api_client' };
    expect(await test.report.statistics(elsewhere)).toEqual([]);
  });

  it('counts by scope', async () => {
    await learn('workspace', aMemory('acme', 'Sales'), aMemory('bolt', 'Price'));
    await learn('agent:A', aMemory('own', 'Sales'));
    await learn('agent:B', aMemory('own', 'Sales'));
    const scopes = await test.report.statistics(client);
    expect(scopes.map(({ scope, entities }) => [scope, entities]).sort()).toEqual([
      ['agent', 2],
      ['workspace', 2],
    ]);
    expect(scopes.every(({ bytes }) => bytes > 1_000)).toBe(true);
  });

  it('finds relations without ends, with a look that holds for a minute', async () => {
    let elapsed = 0;
    const start = Date.parse('2026-01-01T00:00:00Z');
    const report = new MemoryReport(test.database, test.embedder, {
      now: () => start + elapsed,
      monotonic: () => elapsed,
    });
    const sound = { orphanedRelations: 0, orphanedFacts: 0, brokenIndexes: [] };
    expect(await report.integrity(client)).toMatchObject({
      found: sound,
      at: new Date(start),
      until: new Date(start + 60_000),
    });
    await run(`insert into memory_relations
      (id, workspace_id, place, from_id, to_id, type, strength, created_by)
      values ('rel-1', 'default', 'workspace', 'ent-1', 'ent-2', 'uses', 1, 'A')`);
    elapsed = 59_000;
    expect(await report.integrity(client)).toMatchObject({ found: sound, at: new Date(start) });
    elapsed = 60_000;
    expect(await report.integrity(client)).toMatchObject({
      found: { orphanedRelations: 1 },
      at: new Date(start + 60_000),
    });
    await run(`insert into memory_relation_versions (relation_id, version, workspace_id, strength,
        confidence, bidirectional, metadata, created_by, known_from, known_to)
      values ('rel-2', 1, 'default', 1, 1, false, '{}', 'A', now(), now())`);
    elapsed = 120_000;
    expect(await report.integrity(client)).toMatchObject({ found: { orphanedRelations: 2 } });
    await run(`delete from memory_relations where id = 'rel-1'`);
    await run(`delete from memory_relation_versions where relation_id = 'rel-2'`);
  });
});
