import type { RetentionPolicy } from '#protocol';
import { systemCaller } from '#platform';
import { describeWith } from '../../../../test/support/test-servers.js';
import { aMemory, client, openTestMemory, type TestMemory } from '../memory.fixture.js';
import type { NewMemory } from '../write/new-memory.js';
import { MemoryRetention } from './memory-retention.js';
import { defaultPolicy } from './policy.js';

describeWith(['postgres'], MemoryRetention.name, () => {
  let test: TestMemory;
  beforeAll(async () => {
    test = await openTestMemory();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    await test.keeping.changePolicy(client, defaultPolicy);
    for (const place of ['workspace', 'agent:A', 'global']) await test.memory.clear(client, place);
  });

  const look = (): ReturnType<MemoryRetention['look']> => new MemoryRetention(test.database).look();

  const run = (name: string, text: string, ...values: unknown[]): Promise<unknown> =>
    test.database.read(systemCaller, (tx) => tx.rows({ name: `test.${name}`, text }, values));

  /** Remembers entities and lets so many days pass. */
  const learn = async (days: number, ...memories: readonly NewMemory[]): Promise<void> => {
    await test.memory.remember(client, 'workspace', memories, { by: 'A' });
    await run(
      'age',
      `update memory_entities set updated_at = now() - $1::int * interval '1 day'
        where name = any($2::text[])`,
      days,
      memories.map(({ name }) => name),
    );
  };

  const use = (name: string): Promise<unknown> =>
    run(
      'use',
      `insert into memory_uses (workspace_id, entity_id, message_id)
        select workspace_id, id, 'msg-1' from memory_entities where name = $1`,
      name,
    );

  /** A fact that takes the place of the one before it. */
  const saying = (name: string, content: string): NewMemory => ({
    ...aMemory(name),
    observations: [{ content, predicate: 'price' }],
  });

  /** Lets so many days pass since a fact was learned and gave way. */
  const gaveWay = (content: string, days: number): Promise<unknown> =>
    run(
      'give-way',
      `update memory_observations set created_at = now() - $2::int * interval '1 day',
        valid_from = now() - $2::int * interval '1 day',
        valid_to = now() - $2::int * interval '1 day' where content = $1`,
      content,
      days,
    );

  const factsOf = async (name: string): Promise<string[]> => {
    const found = await test.view.entity(client, ['workspace'], name);
    return (found?.observations ?? []).map(({ content, state }) => `${content} ${state}`);
  };

  const left = async (): Promise<string[]> => {
    const { recent } = await test.view.overview(client, ['workspace'], 50);
    return recent.map(({ name }) => name).sort();
  };

  const keep = (policy: Partial<RetentionPolicy>): Promise<unknown> =>
    test.keeping.changePolicy(client, policy);

  it('forgets what was neither written nor used for a year, with all that hangs on it', async () => {
    await learn(400, aMemory('old', 'Sales'), aMemory('used', 'Sales'), aMemory('pinned', 'Sales'));
    await learn(300, aMemory('young', 'Sales'));
    await use('used');
    await test.keeping.pin(client, 'workspace', 'pinned', true);
    expect(await look()).toMatchObject({ faded: 1, crowdedOut: 0 });
    expect(await left()).toEqual(['pinned', 'used', 'young']);
    const orphans = await run(
      'orphans',
      `select 1 from memory_observations o where not exists (
        select from memory_entities m where m.id = o.entity_id)`,
    );
    expect(orphans).toEqual([]);
  });

  it('forgets the doubtful and the weak after a day, and strength halves while nobody touches it', async () => {
    const memories = [
      { ...aMemory('sure', 'Sales'), confidence: 0.9 },
      { ...aMemory('doubtful', 'Sales'), confidence: 0.1 },
      { ...aMemory('weak', 'Sales'), strength: 0.3 },
    ];
    await learn(10, ...memories);
    await learn(0, { ...aMemory('new', 'Sales'), confidence: 0.1 });
    await keep({ min_confidence: 0.2, min_strength: 0.2 });
    await look();
    expect(await left()).toEqual(['new', 'sure', 'weak']);
    await keep({ strength_half_life_days: 10 });
    await look();
    expect(await left()).toEqual(['new', 'sure']);
  });

  it('forgets what has halved more often than there are numbers for', async () => {
    await learn(3_000, { ...aMemory('ancient', 'Sales'), strength: 0.5 }, aMemory('old', 'Sales'));
    await keep({ max_age_days: 3_650, min_strength: 0.01, strength_half_life_days: 1 });
    expect(await look()).toMatchObject({ faded: 2 });
    await learn(3_000, aMemory('one', 'Sales'), aMemory('other', 'Sales'));
    await keep({ min_strength: 0, max_entities_per_scope: 1 });
    expect(await look()).toMatchObject({ faded: 0, crowdedOut: 1 });
  });

  it('goes on with the other workspaces when one fails, and tells of it then', async () => {
    await run(
      'break',
      `do $$ begin
        create function refuse() returns trigger language plpgsql as
          $f$ begin raise exception 'Nothing of this goes.'; end $f$;
        create trigger refuse before delete on memory_entities for each row
          when (old.workspace_id = 'a-broken-one') execute function refuse();
      end $$`,
    );
    await learn(400, aMemory('old', 'Sales'));
    await run(
      'spread',
      `insert into memory_entities (id, workspace_id, place, name, type, content, words, created_by,
          updated_at)
        select 'ent-broken', 'a-broken-one', 'workspace', 'e', 'note', '', '', 'A',
          now() - interval '2 years'`,
    );
    await expect(look()).rejects.toThrow('Nothing of this goes.');
    expect(await left()).toEqual([]);
    await run('mend', 'drop function refuse cascade');
    expect(await look()).toMatchObject({ faded: 1 });
  });

  it('keeps the strongest of a place that holds too many, and leaves other places alone', async () => {
    const memories = [0.9, 0.2, 0.7, 0.4].map((strength, index) => ({
      ...aMemory(`m${String(index)}`, 'Sales'),
      strength,
    }));
    await learn(1, ...memories);
    await test.memory.remember(client, 'agent:A', [aMemory('own', 'Sales')], { by: 'A' });
    await keep({ max_entities_per_scope: 2 });
    expect(await look()).toMatchObject({ faded: 0, crowdedOut: 2 });
    expect(await left()).toEqual(['m0', 'm2']);
    expect(await test.view.entity(client, ['agent:A'], 'own')).toBeDefined();
  });

  it('forgets facts that gave way more than a year ago, with all that hangs on them', async () => {
    await test.memory.remember(client, 'workspace', [saying('acme', 'Old price')], { by: 'A' });
    await test.memory.remember(client, 'workspace', [saying('acme', 'Middle price')], { by: 'A' });
    await test.memory.remember(client, 'workspace', [saying('acme', 'New price')], { by: 'A' });
    await gaveWay('Old price', 400);
    await gaveWay('Middle price', 300);
    await run(
      'derive',
      `insert into memory_derivations (observation_id, from_id, workspace_id)
        select 'obs-derived', id, workspace_id from memory_observations where content = 'Old price'`,
    );
    expect(await look()).toMatchObject({ superseded: 1 });
    expect(await factsOf('acme')).toEqual(['Middle price superseded', 'New price current']);
    expect(await run('derived', 'select 1 from memory_derivations')).toEqual([]);
    await keep({ max_superseded_days: null });
    await gaveWay('Middle price', 4_000);
    expect(await look()).toMatchObject({ superseded: 0 });
    await keep({ max_superseded_days: 100 });
    expect(await look()).toMatchObject({ superseded: 1 });
    expect(await factsOf('acme')).toEqual(['New price current']);
  });

  it('keeps the history of what is pinned, and what was learned as history just now', async () => {
    for (const name of ['pinned', 'late']) {
      await test.memory.remember(client, 'workspace', [saying(name, `Old ${name}`)], { by: 'A' });
      await test.memory.remember(client, 'workspace', [saying(name, `New ${name}`)], { by: 'A' });
      await gaveWay(`Old ${name}`, 4_000);
    }
    await test.keeping.pin(client, 'workspace', 'pinned', true);
    await run(
      'learn',
      `update memory_observations set created_at = now() where content = 'Old late'`,
    );
    expect(await look()).toMatchObject({ superseded: 0 });
    expect(await factsOf('pinned')).toHaveLength(2);
    expect(await factsOf('late')).toHaveLength(2);
  });

  it('forgets what relations were more than a year ago, unless an end of them is pinned', async () => {
    await learn(0, ...['a', 'b', 'c'].map((name) => aMemory(name, 'Sales')));
    for (const to of ['b', 'c']) {
      for (const strength of [0.25, 0.5, 0.75]) {
        const relation = { from: 'a', to, type: 'uses', strength, metadata: {} };
        await test.memory.relate(client, 'workspace', relation, { by: 'A' });
      }
    }
    await test.keeping.pin(client, 'workspace', 'c', true);
    await run(
      'age-versions',
      `update memory_relation_versions set known_to = now() - interval '400 days' where version = 1`,
    );
    const kept = (): Promise<unknown> =>
      run(
        'versions',
        `select m.name, v.version from memory_relation_versions v
          join memory_relations r on r.id = v.relation_id join memory_entities m on m.id = r.to_id
          order by m.name, v.version`,
      );
    expect(await look()).toMatchObject({ versions: 1, faded: 0 });
    expect(await kept()).toEqual([
      { name: 'b', version: 2 },
      { name: 'c', version: 1 },
      { name: 'c', version: 2 },
    ]);
    await keep({ max_superseded_days: null });
    await run(
      'age-all',
      `update memory_relation_versions set known_to = now() - interval '9 years'`,
    );
    expect(await look()).toMatchObject({ versions: 0 });
  });

  it('forgets uses of more than 90 days ago, and keeps the latest of each memory', async () => {
    await learn(0, aMemory('often', 'Sales'), aMemory('once', 'Sales'));
    for (const [name, message, days] of [
      ...[['often', 'msg-1', 200] as const, ['often', 'msg-2', 100] as const],
      ...[['often', 'msg-3', 80] as const, ['once', 'msg-4', 300] as const],
    ]) {
      await run(
        'use-then',
        `insert into memory_uses (workspace_id, entity_id, message_id, used_at)
          select workspace_id, id, $2, now() - $3::int * interval '1 day'
          from memory_entities where name = $1`,
        ...[name, message, days],
      );
    }
    expect(await look()).toMatchObject({ uses: 2 });
    const kept = await run('used', 'select message_id from memory_uses order by 1');
    expect(kept).toEqual([{ message_id: 'msg-3' }, { message_id: 'msg-4' }]);
    expect(await look()).toMatchObject({ uses: 0 });
  });

  it('forgets of answers that a relation led to all of more than 90 days ago', async () => {
    for (const [message, days] of [
      ['msg-1', 100],
      ['msg-2', 80],
    ] as const) {
      await run(
        'led-then',
        `insert into memory_relation_uses (workspace_id, relation_id, message_id, used_at)
          values ($1, 'rel-1', $2, now() - $3::int * interval '1 day')`,
        ...[client.workspace, message, days],
      );
    }
    await learn(0, aMemory('any', 'Sales'));
    expect(await look()).toMatchObject({ uses: 1 });
    const kept = await run('led', 'select message_id from memory_relation_uses');
    expect(kept).toEqual([{ message_id: 'msg-2' }]);
  });

  it('works in portions until nothing is left over, several processes beside each other', async () => {
    await run(
      'many',
      `insert into memory_entities (id, workspace_id, place, name, type, content, words, created_by,
          updated_at)
        select 'ent-' || n, $1, 'workspace', 'e' || n, 'note', '', '', 'A', now() - interval '2 years'
        from generate_series(1, 1200) n`,
      client.workspace,
    );
    const looks = await Promise.all([look(), look()]);
    expect(looks.reduce((sum, { faded }) => sum + faded, 0)).toBe(1_200);
    expect(await left()).toEqual([]);
  });

  it('refuses new entities beyond what the workspace may hold, also to many at once', async () => {
    await keep({ max_entities: 5 });
    const outcomes = await Promise.all(
      Array.from({ length: 9 }, async (_value, index) => {
        const memory = aMemory(`n${String(index)}`, 'Sales');
        const report = await test.memory.remember(client, 'workspace', [memory], { by: 'A' });
        return report.outcomes[0]?.kind;
      }),
    );
    expect(outcomes.filter((kind) => kind === 'stored')).toHaveLength(5);
    expect(outcomes.filter((kind) => kind === 'full')).toHaveLength(4);
    const [known = ''] = await left();
    const grown = await test.memory.remember(client, 'workspace', [aMemory(known, 'More')], {
      by: 'A',
    });
    expect(grown.outcomes).toMatchObject([{ kind: 'stored' }]);
  });
});
