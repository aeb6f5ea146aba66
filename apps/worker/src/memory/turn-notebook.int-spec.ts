import { describeWith } from '../../../../test/support/test-servers.js';
import type { MemoryUse, TurnNotebook } from '#runtime';
import { aTurnOf, aUse, openTestMemories, type TestMemories } from './memories.fixture.js';
import { MemoryNotebook } from './turn-notebook.js';

const who = { agent: 'Host', workspace: 'default', conversation: 'conv-1' };
const caller = { workspace: 'default', principal: 'Host' };
const { signal } = new AbortController();

describeWith(['postgres'], MemoryNotebook.name, () => {
  let test: TestMemories;
  beforeAll(async () => {
    test = await openTestMemories();
  });
  afterAll(() => test.end());
  afterEach(() => test.memory.clear(caller, 'workspace'));

  const open = (use: Partial<MemoryUse> = {}): TurnNotebook =>
    test.memories.open(aTurnOf(who), aUse(use));

  const commit = async (notebook: TurnNotebook, use: Partial<MemoryUse> = {}): Promise<void> => {
    const left = {
      noted: notebook.noted,
      isTainted: false,
      used: { entities: [], relations: [] },
      answer: {},
    };
    await test.database.transaction(caller, async (tx) => {
      await test.memories.leave(aTurnOf(who), aUse(use), left)?.(tx);
    });
  };

  const known = async (name: string): Promise<string[]> => {
    const found = await test.view.entity(caller, ['workspace'], name);
    return found?.observations.map(({ content }) => content) ?? [];
  };

  const say = (entity: string, ...contents: string[]): Parameters<TurnNotebook['remember']>[0] => ({
    ...{ entity, type: 'customer' },
    facts: contents.map((content) => ({ content })),
  });

  it('writes nothing before the commit, and what was noted with it', async () => {
    const notebook = open();
    const told = await notebook.remember(say('Acme Corp.', 'Acme pays late'), signal);
    expect(told).toMatchObject({
      status: 'remembered when this turn ends',
      entity: 'acme',
      facts: 1,
    });
    expect(await known('acme')).toEqual([]);
    await commit(notebook);
    expect(await known('acme')).toEqual(['Acme pays late']);
  });

  it('tells what the gate left out, and why', async () => {
    const told = await open().remember(say('Acme', 'The password is hunter2 now', 'Hi!'), signal);
    expect(told).toMatchObject({
      status: 'nothing new',
      facts: 0,
      refused: [{ reason: 'it holds a secret' }, { reason: 'it is too short' }],
    });
  });

  it('leaves out the characters that Postgres refuses, and marks half of one', async () => {
    const notebook = open();
    const cut = 'Acme pays \u0000late 😀'.slice(0, -1);
    await notebook.remember(say('Acme', cut), signal);
    await commit(notebook);
    expect(await known('acme')).toEqual(['Acme pays late \ufffd']);
    const search = { text: cut, limit: 5, minSimilarity: 0 };
    expect(await notebook.search(search, signal)).toMatchObject({ matches: [{ entity: 'acme' }] });
  });

  it('adds to what is remembered under that very name', async () => {
    const source = { by: 'api_client' };
    const observations = [{ content: 'Acme is big' }];
    const given = [{ name: 'Acme Corp.', type: 'customer', observations }];
    await test.memory.remember(caller, 'workspace', given, source);
    const notebook = open();
    await notebook.remember(say('Acme Corp.', 'Acme pays late'), signal);
    await commit(notebook);
    expect(await known('Acme Corp.')).toEqual(['Acme is big', 'Acme pays late']);
  });

  it('relates what is remembered or was noted in this turn, and nothing else', async () => {
    const notebook = open();
    await notebook.remember(say('Acme', 'Acme pays late'), signal);
    await notebook.remember(say('Globex', 'Globex pays early'), signal);
    const relation = { type: 'competes_with', strength: 0.7, bidirectional: true };
    await notebook.relate({ from: 'Acme', to: 'Globex', ...relation });
    await expect(notebook.relate({ from: 'Acme', to: 'Nobody', ...relation })).rejects.toThrow(
      '"Nobody" is not remembered here',
    );
    await expect(notebook.relate({ from: 'Acme', to: 'acme', ...relation })).rejects.toThrow(
      'to must be another entity',
    );
    await commit(notebook);
    const terms = {
      depth: 1,
      minStrength: 0,
      direction: 'outgoing',
      depthFirst: false,
      limit: 9,
    } as const;
    const graph = await test.view.graph(caller, ['workspace'], 'globex', terms);
    expect(graph?.nodes.map(({ name }) => name)).toEqual(['globex', 'acme']);
  });

  it('leaves of a known relation as it is what it does not say', async () => {
    const first = open();
    await first.remember(say('Acme', 'Acme pays late'), signal);
    await first.remember(say('Globex', 'Globex pays early'), signal);
    await commit(first);
    const ends = { from: 'acme', to: 'globex', type: 'competes_with' };
    const known = { strength: 0.75, confidence: 0.25, bidirectional: true };
    const by = { by: 'api_client' };
    const relation = { ...ends, ...known, metadata: { by: 'hand' } };
    await test.memory.relate(caller, 'workspace', relation, by);
    const again = open();
    await again.relate({ ...ends, from: 'Acme' });
    await again.relate({ ...ends, type: 'knows' });
    await commit(again);
    const terms = {
      depth: 1,
      minStrength: 0,
      direction: 'outgoing',
      depthFirst: false,
      limit: 9,
    } as const;
    const graph = await test.view.graph(caller, ['workspace'], 'acme', terms);
    expect(graph?.edges).toMatchObject([
      { type: 'competes_with', ...known },
      { type: 'knows', strength: 0.5, confidence: expect.closeTo(0.9) as number },
    ]);
  });

  it('says when the memory is full, and still lets grow what is known', async () => {
    const first = open({ maxEntries: 1 });
    await first.remember(say('Acme', 'Acme pays late'), signal);
    await commit(first, { maxEntries: 1 });
    const next = open({ maxEntries: 1 });
    await next.remember(say('Acme', 'Acme buys on Fridays'), signal);
    await expect(next.remember(say('Globex', 'Globex pays early'), signal)).rejects.toThrow(
      'is full',
    );
  });
});
