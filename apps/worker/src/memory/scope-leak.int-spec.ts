import fc from 'fast-check';
import { describeWith } from '../../../../test/support/test-servers.js';
import { placesInSight } from '#memory';
import { systemCaller } from '#platform';
import {
  aTurnOf,
  aUse,
  openTestMemories,
  type TestMemories,
  type Who,
} from './memories.fixture.js';

const scopes = ['agent', 'conversation', 'workspace', 'global'] as const;

/** Something that an agent remembers in a turn. */
interface Write extends Who {
  readonly scope: (typeof scopes)[number];
}

const who = {
  agent: fc.constantFrom('A', 'B', 'C'),
  workspace: fc.constantFrom('one', 'two'),
  conversation: fc.constantFrom('x', 'y'),
};
const writes = fc.array(fc.record({ ...who, scope: fc.constantFrom(...scopes) }), {
  minLength: 1,
  maxLength: 10,
});
const askers = fc.array(fc.record(who), { minLength: 1, maxLength: 4 });
const words = fc.constantFrom(
  'sales',
  'What do you know?',
  'secret_3',
  'sales secret',
  '%',
  "' or true",
);

/** The rule, said again without any place: who may see what. */
function mayBeSeen(write: Write, by: Who): boolean {
  if (write.scope === 'global') return true;
  if (write.workspace !== by.workspace) return false;
  if (write.scope === 'agent') return write.agent === by.agent;
  return write.scope === 'workspace' || write.conversation === by.conversation;
}

describeWith(['postgres'], 'a scope', () => {
  let test: TestMemories;
  let run = 0;
  beforeAll(async () => {
    test = await openTestMemories();
  });
  afterAll(() => test.end());

  const nameOf = (no: number): string => `secret_${String(no)}`;

  /** As a turn does it: noted by the tool, written with the commit. */
  const write = async (what: Write, no: number): Promise<void> => {
    const turn = aTurnOf(what);
    const use = aUse({ scope: what.scope });
    const notebook = test.memories.open(turn, use);
    const facts = [{ content: `Sales secret number ${String(no)} is kept`, predicate: 'is' }];
    await notebook.remember(
      { entity: nameOf(no), type: 'fact', facts },
      new AbortController().signal,
    );
    const left = {
      noted: notebook.noted,
      isTainted: false,
      used: { entities: [], relations: [] },
      answer: {},
    };
    const caller = { workspace: what.workspace, principal: what.agent };
    await test.database.transaction(caller, async (tx) => {
      await test.memories.leave(turn, use, left)?.(tx);
    });
  };

  /** Relations across places, which no tool makes: a mistake in the data must not open a door. */
  const relateAll = async (): Promise<void> => {
    const text = `
      insert into memory_relations (id, workspace_id, place, from_id, to_id, type, strength, created_by)
      select a.id || b.id, a.workspace_id, a.place, a.id, b.id, 'near', 1, 'test'
      from memory_entities a, memory_entities b where a.id < b.id on conflict do nothing`;
    await test.database.transaction(systemCaller, (tx) => tx.rows({ name: 'test.relate', text }));
  };

  const seenBy = async (asker: Who, text: string): Promise<string[]> => {
    const { signal } = new AbortController();
    const turn = aTurnOf(asker, { text });
    const shown = await test.memories.recall(turn, aUse(), signal);
    const notebook = test.memories.open(turn, aUse());
    await notebook.search({ text, limit: 50, minSimilarity: 0 }, signal);
    const found = [...shown, ...notebook.noted.seen].map(({ entity }) => entity);
    return [...found, ...(await reachedBy(asker, found[0] ?? ''))];
  };

  /** What the graph leads to from an entity, now, at any time, and as of a moment ago. */
  const reachedBy = async (asker: Who, root: string): Promise<string[]> => {
    const { agent, workspace, conversation: conversationId } = asker;
    const caller = { workspace, principal: agent };
    const places = placesInSight({ agent, conversationId });
    const terms = { depth: 10, minStrength: 0, direction: 'both', depthFirst: false } as const;
    const reached: string[] = [];
    for (const at of [undefined, 'all', { asOf: new Date().toISOString() }] as const) {
      const graph = await test.view.graph(caller, places, root, { ...terms, limit: 1_000, at });
      const { nodes = [], edges = [] } = graph ?? {};
      const ids = new Set(nodes.map(({ id }) => id));
      expect(edges.filter(({ to_id: to }) => !ids.has(to))).toEqual([]);
      reached.push(...nodes.map(({ name }) => name));
    }
    return reached;
  };

  it('never leaks: random agents, workspaces, conversations and queries', async () => {
    await fc.assert(
      fc.asyncProperty(writes, askers, words, async (drawn, asking, text) => {
        run += 1;
        const apart = <T extends Who>(it: T): T => ({
          ...it,
          workspace: `${it.workspace}-${String(run)}`,
        });
        const written = drawn.map(apart);
        await test.memory.clear(systemCaller, 'global');
        for (const [no, what] of written.entries()) await write(what, no);
        await relateAll();
        for (const asker of asking.map(apart)) {
          const allowed = written.flatMap((what, no) =>
            mayBeSeen(what, asker) ? [nameOf(no)] : [],
          );
          const seen = new Set(await seenBy(asker, text));
          expect([...seen].filter((name) => !allowed.includes(name))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows an agent what it may see: its own, the conversation’s, the workspace’s, all’s', async () => {
    const workspace = 'whole';
    const here = { agent: 'A', workspace, conversation: 'x' };
    await test.memory.clear(systemCaller, 'global');
    for (const [no, scope] of scopes.entries()) await write({ ...here, scope }, no);
    const vectors = `
      insert into memory_embeddings (entity_id, fingerprint, chunk, workspace_id, place, dimensions, embedding)
      select id, 'one:1:3', 0, workspace_id, place, 3, '[1,0,0]' from memory_entities
      where workspace_id in ('whole', '*') on conflict do nothing`;
    await test.database.transaction(systemCaller, (tx) =>
      tx.rows({ name: 'test.vectors', text: vectors }),
    );
    const seen = async (asker: Who): Promise<string[]> =>
      [...new Set(await seenBy(asker, 'sales'))].sort();
    expect(await seen(here)).toEqual([0, 1, 2, 3].map(nameOf));
    expect(await seen({ ...here, agent: 'B' })).toEqual([1, 2, 3].map(nameOf));
    expect(await seen({ ...here, conversation: 'y' })).toEqual([0, 2, 3].map(nameOf));
    expect(await seen({ ...here, workspace: 'other' })).toEqual([nameOf(3)]);
  });
});
