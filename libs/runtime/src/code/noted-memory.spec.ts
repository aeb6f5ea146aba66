import type { JsonObject } from '#protocol';
import type { Tx } from '#platform';
import type { DoneStep } from '#messaging';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import type { MemoryUse } from '../memory/memory-use.js';
import { aMemoryUse, RememberedMemories } from '../memory/remembered-memories.fixture.js';
import { aProfile, aTurn, limits, surround, type TestParts } from '../runtime.fixture.js';
import type { TurnEnd } from '../turn-end.js';
import { TurnRunner } from '../turn-runner.js';
import { defineAgent, type CodeAgent } from './define-agent.js';
import { NotedMemory } from './noted-memory.js';

const stop = new AbortController().signal;

function run(
  handle: CodeAgent['handle'],
  memories: RememberedMemories,
  { use = aMemoryUse(), ...parts }: TestParts & { use?: MemoryUse | undefined } = {},
): Promise<TurnEnd> {
  const agent = defineAgent({ name: 'Analyst', capabilities: ['data-analysis'], handle });
  const profile = aProfile({ kind: 'code', memory: use });
  const around = surround({ profile, code: [agent], memories, ...parts });
  return new TurnRunner(around, limits).run(aTurn(), stop);
}

/** The content that is answered with, after the commit has been made. */
async function commit(end: TurnEnd): Promise<JsonObject | undefined> {
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  await end.outcome.alongside?.(undefined as unknown as Tx);
  return end.outcome.messages.at(-1)?.content;
}

const notes: CodeAgent['handle'] = async ({ memory }) => {
  const found = await memory.recall('Acme');
  await memory.remember('Acme', 'Acme pays late', { type: 'customer' });
  return { found: found.map(({ entity }) => entity) };
};

describe(NotedMemory, () => {
  it('names in the reply what was found, and writes with the commit what was noted', async () => {
    const memories = new RememberedMemories();
    const end = await run(notes, memories);
    expect(memories.left).toEqual([]);
    expect(await commit(end)).toEqual({ found: ['found'], memory_used: ['found'] });
    expect(memories.left).toMatchObject([
      { used: { entities: ['ent-found'] }, noted: { notes: [{ remember: 'Acme' }] } },
    ]);
  });

  it('names of what was found only what the answer says that it used', async () => {
    const picky: CodeAgent['handle'] = async ({ memory }) => {
      await memory.recall('Acme');
      return { memory_used: [] };
    };
    expect(await commit(await run(picky, new RememberedMemories()))).toEqual({ memory_used: [] });
  });

  it('hands on the taint of what it found, also when the turn runs again', async () => {
    const journal = new RememberingJournal();
    const memories = new RememberedMemories();
    const taken = async (): Promise<(boolean | undefined)[]> => {
      const end = await run(notes, memories, { journal });
      await commit(end);
      const reply = end.kind === 'commit' ? end.outcome.messages.at(-1) : undefined;
      return [reply?.metadata?.['tainted'] === true, memories.left.at(-1)?.isTainted];
    };
    memories.isTainted = true;
    expect(await taken()).toEqual([true, true]);
    memories.isTainted = false;
    expect(await taken()).toEqual([true, true]);
    expect(memories.searches).toBe(1);
    expect(await commit(await run(notes, memories))).toBeDefined();
    expect(memories.left.at(-1)?.isTainted).toBe(false);
  });

  it('finds and notes the same when the turn runs again, and asks the memory for nothing', async () => {
    const journal = new RememberingJournal();
    const memories = new RememberedMemories();
    const first = await run(
      async (turn) => {
        await notes(turn);
        await turn.step('last', () => 'written before the worker is lost');
        throw new Error('lost');
      },
      memories,
      { journal },
    );
    expect(first.kind).toBe('postpone');
    const steps = [...journal.steps.values()].map(({ name, state }) => `${name} ${state}`);
    expect(steps).toEqual(['memory_search done', 'memory_remember done', 'last done']);
    memories.searches = 0;
    const again = await run(notes, memories, { journal });
    expect(await commit(again)).toMatchObject({ memory_used: ['found'] });
    expect(memories.searches).toBe(0);
    expect(memories.left).toHaveLength(1);
    expect(memories.left[0]?.noted.notes).toEqual([{ remember: 'Acme' }]);
  });

  it('has every call in the journal before the turn is committed, be the journal ever so slow', async () => {
    class SlowJournal extends RememberingJournal {
      override async note(owner: unknown, steps: readonly DoneStep[]): Promise<void> {
        await new Promise((resume) => setImmediate(resume));
        await super.note(owner, steps);
      }
    }
    const journal = new SlowJournal();
    await run(notes, new RememberedMemories(), { journal });
    expect([...journal.steps.values()].map(({ name }) => name)).toEqual([
      'memory_search',
      'memory_remember',
    ]);
    const failing = new SlowJournal();
    const fails: CodeAgent['handle'] = async (turn) => {
      await notes(turn);
      throw new Error('lost');
    };
    await run(fails, new RememberedMemories(), { journal: failing });
    expect(failing.writes).toEqual(['note 1', 'note 2']);
  });

  it('keeps its calls in their order, also when the handler does not wait for them', async () => {
    const memories = new RememberedMemories();
    const end = await run(async ({ memory }) => {
      await Promise.all(['a', 'b', 'c'].map((name) => memory.remember(name, `About ${name}`)));
      await memory.relate('a', 'b', 'uses');
      return {};
    }, memories);
    await commit(end);
    expect(memories.left[0]?.noted.notes).toEqual([
      ...[{ remember: 'a' }, { remember: 'b' }, { remember: 'c' }, { relate: 'a b' }],
    ]);
  });

  it.each<[string, CodeAgent['handle'], unknown]>([
    ['sends no reply', () => undefined, undefined],
    ['refuses', (turn) => turn.refuse('not on Sundays'), { reason: 'not on Sundays' }],
  ])('writes what was noted by a handler that %s', async (_what, end, content) => {
    const memories = new RememberedMemories();
    const handle: CodeAgent['handle'] = async (turn) => {
      await notes(turn);
      return end(turn);
    };
    expect(await commit(await run(handle, memories))).toEqual(content);
    expect(memories.left).toMatchObject([{ used: { entities: ['ent-found'] } }]);
  });

  it('writes nothing of a turn that fails', async () => {
    const memories = new RememberedMemories();
    const end = await run(async (turn) => {
      await notes(turn);
      throw Object.assign(new Error('for good'), { retryable: false });
    }, memories);
    expect(end).toMatchObject({ outcome: { status: 'failed' } });
    await commit(end);
    expect(memories.left).toEqual([]);
  });

  it.each<[string, CodeAgent['handle'], string]>([
    ['an empty query', ({ memory }) => use(memory.recall('')), 'MEMORY_ARGUMENTS_INVALID'],
    [
      'an option that there is not',
      ({ memory }) => use(memory.recall('Acme', { most: 3 } as never)),
      'MEMORY_ARGUMENTS_INVALID',
    ],
    ['no facts', ({ memory }) => use(memory.remember('Acme', [])), 'MEMORY_ARGUMENTS_INVALID'],
    [
      'a type that is no word',
      ({ memory }) => use(memory.remember('Acme', 'Acme pays', { type: 'Big Customer' })),
      'MEMORY_ARGUMENTS_INVALID',
    ],
  ])('refuses %s by its code, and the turn is not tried again', async (_what, handle, code) => {
    const codes: unknown[] = [];
    const end = await run(async (turn) => {
      try {
        return await handle(turn);
      } catch (error) {
        codes.push((error as { code?: string }).code);
        throw error;
      }
    }, new RememberedMemories());
    expect(codes).toEqual([code]);
    expect(end).toMatchObject({ outcome: { status: 'failed', error: { code: 'AGENT_FAILED' } } });
  });

  it('tells an agent without memory so, and adds nothing to its answers', async () => {
    const memories = new RememberedMemories();
    const none = { profile: aProfile({ kind: 'code' }) };
    const end = await run(
      async ({ memory }) => {
        const refused = await memory.recall('Acme').catch((error: unknown) => error);
        return { code: (refused as { code: string }).code };
      },
      memories,
      none,
    );
    expect(await commit(end)).toEqual({ code: 'MEMORY_DISABLED' });
    expect(memories.left).toEqual([]);
  });

  it('is tried again, and is no fault of the agent, when memory cannot be reached', async () => {
    const memories = new RememberedMemories();
    memories.fault = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const end = await run(notes, memories);
    expect(end).toMatchObject({ kind: 'postpone', error: { code: 'STORE_UNAVAILABLE' } });
  });
});

async function use(work: Promise<unknown>): Promise<undefined> {
  await work;
  return undefined;
}
