import { describeWith } from '../../../../test/support/test-servers.js';
import type { JsonObject } from '#protocol';
import { systemClock, createSilentLogger } from '#platform';
import {
  CodeAgents,
  Discretion,
  openTurnTime,
  TurnRunner,
  type CodeAgent,
  type MemoryUse,
  type Surroundings,
} from '#runtime';
import { aTurnOf, aUse, openTestMemories, type TestMemories } from './memories.fixture.js';

const who = { agent: 'Host', workspace: 'default', conversation: 'conv-1' };
const caller = { workspace: 'default', principal: 'Host' };
const { signal } = new AbortController();

const limits = {
  ...{ maxHops: 12, maxToolRounds: 3, turnTokens: Infinity },
  ...{ timeoutMs: 60_000, contextTokens: 4_000 },
};

const profile = {
  ...{ kind: 'code' as const, systemPrompt: '', userPromptTemplate: undefined, parameters: {} },
  ...{ tools: [], toolConfig: {}, toolPolicies: {}, onReply: [], llm: {}, timeoutMs: undefined },
};

const unused = (): never => {
  throw new Error('A code agent needs none of it.');
};

describeWith(['postgres'], 'the memory of a code agent', () => {
  let test: TestMemories;
  beforeAll(async () => {
    test = await openTestMemories();
  });
  afterAll(() => test.end());
  afterEach(async () => {
    for (const place of ['workspace', 'agent:Host', 'conversation:conv-1']) {
      await test.memory.clear(caller, place);
    }
  });

  const surround = (handle: CodeAgent['handle'], use: MemoryUse): Surroundings => ({
    directory: {
      load: () => Promise.resolve({ ...profile, memory: use }),
      neighbours: () => Promise.resolve([]),
      subscribers: () => Promise.resolve([]),
      route: unused,
      find: () => Promise.resolve(undefined),
    },
    history: () => Promise.resolve([]),
    ...{ chooseModel: unused, costOf: unused, renderTemplate: unused },
    toolsOf: unused,
    memories: test.memories,
    files: {
      ...{ reader: unused, describe: unused, store: unused },
      ...{ hold: unused, readMade: unused, keep: unused },
    },
    codeAgents: new CodeAgents([{ name: 'Host', capabilities: ['chat'], handle }]),
    journal: {
      load: () => Promise.resolve([]),
      note: () => Promise.resolve(),
      start: () => Promise.resolve(),
      finish: () => Promise.resolve(),
      supersede: () => Promise.resolve(),
    },
    approvals: { load: () => Promise.resolve([]) },
    answers: { load: () => Promise.resolve([]) },
    discretion: new Discretion(createSilentLogger()),
    lineage: { agents: () => Promise.resolve(new Set()), repeats: () => Promise.resolve(0) },
    tell: () => undefined,
    log: createSilentLogger(),
    time: openTurnTime(systemClock),
    random: Math.random,
  });

  /** Takes one turn and commits it. */
  const take = async (
    handle: CodeAgent['handle'],
    use: Partial<MemoryUse> = {},
  ): Promise<JsonObject | undefined> => {
    const runner = new TurnRunner(surround(handle, aUse(use)), limits);
    const end = await runner.run(aTurnOf(who), signal);
    if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
    const { outcome } = end;
    await test.database.transaction(caller, async (tx) => {
      await outcome.alongside?.(tx);
    });
    return outcome.messages.at(-1)?.content;
  };

  const note: CodeAgent['handle'] = async ({ memory }) => ({
    ...(await memory.remember('Acme', ['Acme pays late', { content: 'Acme prefers the phone' }])),
  });

  it('is written with the commit, through the gate, and found by the next turn', async () => {
    const told = await take(async ({ memory }) => {
      const facts = ['Acme pays late', 'The password is hunter2 now'];
      return { ...(await memory.remember('Acme Corp.', facts, { type: 'customer' })) };
    });
    expect(told).toMatchObject({
      entity: 'acme',
      facts: 1,
      refused: [{ content: 'The password is hunter2 now', reason: 'it holds a secret' }],
    });
    const again = await take(async ({ memory }) => {
      const [first] = await memory.recall('Who pays late?');
      return { content: first?.content ?? '', source: first?.source ?? '' };
    });
    expect(again).toMatchObject({
      content: 'Acme pays late',
      source: expect.stringMatching(/^msg-/) as string,
      memory_used: ['acme'],
    });
    expect(await test.view.entity(caller, ['workspace'], 'acme')).toMatchObject({
      entity: { type: 'customer', created_by: 'Host' },
    });
  });

  it('says nothing twice', async () => {
    expect(await take(note)).toMatchObject({ facts: 2 });
    await take(note);
    const found = await test.view.entity(caller, ['workspace'], 'acme');
    expect(found?.observations).toHaveLength(2);
  });

  it.each([
    ['agent', 'agent:Host'],
    ['conversation', 'conversation:conv-1'],
    ['workspace', 'workspace'],
  ] as const)('keeps to the scope %s of its agent', async (scope, place) => {
    await take(note, { scope });
    expect(await test.view.entity(caller, [place], 'acme')).toBeDefined();
    const others = ['agent:Host', 'conversation:conv-1', 'workspace'].filter(
      (one) => one !== place,
    );
    expect(await test.view.entity(caller, others, 'acme')).toBeUndefined();
  });

  it('finds as much as the settings of its agent allow, unless the handler says otherwise', async () => {
    await take(async ({ memory }) => {
      for (const name of ['one', 'two', 'three']) {
        await memory.remember(name, `The customer ${name} buys bolts`);
      }
      return undefined;
    });
    const count = (options?: { limit: number }): CodeAgent['handle'] => {
      return async ({ memory }) => ({ found: (await memory.recall('bolts', options)).length });
    };
    expect(await take(count(), { most: 2 })).toMatchObject({ found: 2 });
    expect(await take(count({ limit: 3 }), { most: 2 })).toMatchObject({ found: 3 });
  });

  it('relates what was noted in the same turn, and refuses what nobody knows', async () => {
    const told = await take(async ({ memory }) => {
      await memory.remember('Acme', 'Acme pays late');
      await memory.remember('Globex', 'Globex pays early');
      await memory.relate('Acme', 'Globex', 'competes_with', { strength: 0.9 });
      const refused = await memory
        .relate('Acme', 'Nobody', 'knows')
        .catch((error: unknown) => error);
      const self = await memory.relate('Acme', 'Acme', 'knows').catch((error: unknown) => error);
      const codeOf = (one: unknown): string => (one as { code: string }).code;
      return { code: codeOf(refused), of_one: codeOf(self) };
    });
    expect(told).toMatchObject({ code: 'MEMORY_REFUSED', of_one: 'MEMORY_ARGUMENTS_INVALID' });
    const terms = {
      depth: 1,
      minStrength: 0,
      direction: 'outgoing',
      depthFirst: false,
      limit: 9,
    } as const;
    const graph = await test.view.graph(caller, ['workspace'], 'acme', terms);
    expect(graph?.nodes.map(({ name }) => name)).toEqual(['acme', 'globex']);
  });
});
