import { tellMeasures } from '#signals';
import { aProfile, aTurn, limits, said, surround, type TestParts } from '../runtime.fixture.js';
import type { TurnEnd } from '../turn-end.js';
import { TurnRunner } from '../turn-runner.js';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import { credentials } from '../discretion/credentials.fixture.js';
import { CodeAgents } from './code-agents.js';
import { defineAgent, type CodeAgent } from './define-agent.js';

const profile = aProfile({ kind: 'code' });
const stop = new AbortController().signal;

function agent(handle: CodeAgent['handle']): CodeAgent {
  return defineAgent({ name: 'Analyst', capabilities: ['data-analysis'], handle });
}

function run(handle: CodeAgent['handle'], parts: TestParts = {}, turn = aTurn()): Promise<TurnEnd> {
  const around = surround({ profile, code: [agent(handle)], ...parts });
  return new TurnRunner(around, limits).run(turn, stop);
}

describe(defineAgent, () => {
  it('names each bad field', () => {
    expect(() =>
      defineAgent({ name: '1st', version: 'one', capabilities: [], handle: () => undefined }),
    ).toThrow(/name .*; version .*; capabilities /);
    expect(() => defineAgent({ name: 'A', capabilities: ['a'] } as unknown as CodeAgent)).toThrow(
      'handle must be a function',
    );
  });
});

describe(CodeAgents, () => {
  it('refuses two agents of one name', () => {
    const twice = agent(() => undefined);
    expect(() => new CodeAgents([twice, twice])).toThrow('Two code agents are named Analyst');
  });
});

describe('the turn of a code agent', () => {
  it('answers with what the handler returns', async () => {
    const end = await run(
      ({ message }) => ({ doubled: Number(message.content['n']) * 2 }),
      {},
      aTurn({ content: { n: 21 } }),
    );
    expect(end).toMatchObject({
      outcome: { status: 'completed', model: undefined, messages: [{ content: { doubled: 42 } }] },
    });
  });

  it.each([
    ['text', { text: 'text' }],
    [[1, 2], { result: [1, 2] }],
    [null, { result: null }],
    [{ at: new Date(0), none: undefined } as never, { at: '1970-01-01T00:00:00.000Z' }],
  ])('makes content of %j', async (given, content) => {
    expect(await run(() => given)).toMatchObject({ outcome: { messages: [{ content }] } });
  });

  it('sends no reply when the handler returns nothing', async () => {
    expect(await run(() => undefined)).toMatchObject({
      outcome: { status: 'completed', messages: [] },
    });
  });

  it('fails for good when the answer is not JSON', async () => {
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    expect(await run(() => ring as never)).toMatchObject({
      outcome: { status: 'failed', error: { code: 'ANSWER_UNUSABLE' } },
    });
  });

  it('withholds credentials of the server from refusals and from what it sends and asks', async () => {
    const { api_key: key } = credentials;
    const refused = await run((turn) => turn.refuse(`Not with ${key}`, { key }));
    const reporter = { id: 'agt-2', name: 'Reporter', versionNumber: 1 };
    const route = { strategy: 'best_match' as const, reason: 'the only one', candidates: [] };
    const sent = await run(
      async (turn) => {
        await turn.send('report-generation', { note: `Use ${key}` });
        return { done: true };
      },
      { directory: { route: () => Promise.resolve({ ...route, agents: [reporter] }) } },
    );

    expect(JSON.stringify(refused)).toContain('[api key withheld]');
    expect(JSON.stringify(sent)).toContain('Use [api key withheld]');
    expect(JSON.stringify([refused, sent])).not.toContain(key);
  });

  it('counts data that Postgres refuses of it, beside that of requests', async () => {
    const refusal = Object.assign(new Error('bad'), { code: '22P05' });
    const around = surround({
      ...{ profile, code: [agent(() => undefined)] },
      directory: { load: () => Promise.reject(refusal) },
    });
    const runner = new TurnRunner(around, limits);
    expect(await runner.run(aTurn(), stop)).toMatchObject({ outcome: { status: 'failed' } });
    await runner.giveUp(aTurn(), new Error('another'));
    await runner.giveUp(aTurn(), Object.assign(new Error('big'), { code: '54000' }));

    const told = await tellMeasures();
    for (const kind of ['22', '54']) {
      expect(told).toContain(`caxton_validation_gaps_total{class="${kind}",operation="turn"} 1\n`);
    }
  });

  it('fails when its answer does not fit the output_schema of the agent, and says where', async () => {
    const outputSchema = { type: 'object', required: ['total'] };
    const parts = { profile: { ...profile, outputSchema } };
    expect(await run(() => ({ total: 1 }), parts)).toMatchObject({
      outcome: { status: 'completed' },
    });
    expect(await run(() => undefined, parts)).toMatchObject({ outcome: { status: 'completed' } });
    expect(await run(() => ({ sum: 1 }), parts)).toMatchObject({
      outcome: { status: 'failed', error: { code: 'OUTPUT_MISFIT', retryable: false } },
    });
  });

  it('shows the handler the message, the attempt and the past', async () => {
    const seen: unknown[] = [];
    const past = [said('api_client', { text: 'before' })];
    await run(
      async (turn) => {
        seen.push(turn.message, turn.attempt, await turn.history());
        return undefined;
      },
      { past },
      aTurn({}, { attempt: 2 }),
    );
    expect(seen).toEqual([
      {
        id: 'msg-1',
        performative: 'request',
        content: { request: 'How many passengers?' },
        sender: 'api_client',
        conversation_id: 'conv-1',
        capability: 'data-analysis',
        accepted_at: '2025-09-10T15:35:00.000Z',
      },
      2,
      past,
    ]);
  });

  it('refuses with a reason, once and for all', async () => {
    expect(await run((turn) => turn.refuse('not on Sundays', { day: 'Sunday' }))).toMatchObject({
      outcome: {
        status: 'completed',
        messages: [
          { performative: 'refuse', content: { reason: 'not on Sundays', day: 'Sunday' } },
        ],
      },
    });
  });

  it('says that it does not understand what makes no sense to it', async () => {
    const end = await run((turn) => turn.notUnderstood('content.text must be a string'));
    expect(end).toMatchObject({
      outcome: {
        status: 'completed',
        messages: [
          {
            performative: 'not_understood',
            content: { reason: 'content.text must be a string' },
          },
        ],
      },
    });
  });

  it('is tried again when the handler throws, unless the error says not to', async () => {
    expect(
      await run(() => {
        throw new Error('secret');
      }),
    ).toMatchObject({ kind: 'postpone', error: { code: 'AGENT_FAILED' } });
    const final = Object.assign(new Error('secret'), { retryable: false });
    const end = await run(() => Promise.reject(final));
    expect(end).toMatchObject({ outcome: { status: 'failed', error: { code: 'AGENT_FAILED' } } });
    expect(JSON.stringify(end)).not.toContain('secret');
  });

  it('sends on in the same commit', async () => {
    const directory = {
      route: () =>
        Promise.resolve({
          strategy: 'best_match' as const,
          agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
          reason: 'the only one',
          candidates: [],
        }),
    };
    const end = await run(
      async (turn) => {
        const sent = await turn.send('report-generation', { rows: 3 }, { performative: 'inform' });
        return { routed_to: sent.routed_to };
      },
      { directory },
    );
    expect(end).toMatchObject({
      outcome: {
        messages: [
          { performative: 'inform', agent: { name: 'Reporter' }, content: { rows: 3 } },
          { content: { routed_to: ['Reporter'] } },
        ],
      },
    });
  });

  it('sends on with the deadline of its own message, and a shorter time if it likes', async () => {
    const directory = {
      route: () =>
        Promise.resolve({
          strategy: 'best_match' as const,
          agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
          reason: 'the only one',
          candidates: [],
        }),
    };
    const deadline = new Date('2025-09-10T15:40:00.000Z');
    const seen: unknown[] = [];
    const end = await run(
      async (turn) => {
        seen.push(turn.message.reply_by);
        await turn.send('report-generation', {});
        await turn.send('report-generation', {}, { timeout: '5s' });
        await turn.send('report-generation', {}, { timeout: '0s' }).catch((error: unknown) => {
          seen.push((error as Error).message);
        });
        return undefined;
      },
      { directory },
      aTurn({ timeLeft: 30_000, deadline }),
    );
    const replyBy = '2025-09-10T15:40:00.000Z';
    expect(end).toMatchObject({
      outcome: { messages: [{ replyBy }, { replyBy, timeoutMs: 5_000 }] },
    });
    expect(seen).toEqual([replyBy, 'timeout must be a duration such as 30s or 2m15s']);
  });

  it('ends at its deadline although the handler does not listen', async () => {
    const deaf = () => new Promise<undefined>(() => undefined);
    expect(await run(deaf, { profile: { ...profile, timeoutMs: 20 } })).toMatchObject({
      outcome: { status: 'failed', error: { code: 'TURN_TIMEOUT' } },
    });
  });

  it('leaves the message to a worker that has the code', async () => {
    const around = surround({ profile });
    const end = await new TurnRunner(around, limits).run(aTurn(), stop);
    expect(end).toEqual({ kind: 'release', why: 'elsewhere' });
    expect(around.told).toEqual([]);
  });
});

describe('a step of a code agent', () => {
  let journal: RememberingJournal;
  beforeEach(() => {
    journal = new RememberingJournal();
  });

  /** An attempt that fails after its steps, so that there is another one. */
  const failAfter = (handle: CodeAgent['handle']): Promise<TurnEnd> =>
    run(
      async (turn) => {
        await handle(turn);
        throw new Error('later');
      },
      { journal },
    );

  it('is done once, and its result is given to every later attempt', async () => {
    let done = 0;
    const handle: CodeAgent['handle'] = async ({ step }) => ({
      order: await step('order', () => ({ number: (done += 1) })),
    });
    expect((await failAfter(handle)).kind).toBe('postpone');
    expect(await run(handle, { journal })).toMatchObject({
      outcome: { messages: [{ content: { order: { number: 1 } } }] },
    });
    expect(done).toBe(1);
  });

  it('is told apart by its name and, under one name, by its order', async () => {
    const handle: CodeAgent['handle'] = async ({ step }) => {
      const all = ['a', 'b', 'a'].map((name, at) => step(name, () => `${name}${String(at)}`));
      return Promise.all(all);
    };
    await failAfter(handle);
    const turned: CodeAgent['handle'] = async ({ step }) => [
      await step('b', () => 'anew'),
      await step('a', () => 'anew'),
      await step('c', () => 'anew'),
      await step('a', () => 'anew'),
    ];
    expect(await run(turned, { journal })).toMatchObject({
      outcome: { messages: [{ content: { result: ['b1', 'a0', 'anew', 'a2'] } }] },
    });
  });

  it('gives the first attempt the very value that a later one gets', async () => {
    const none = undefined as string | undefined;
    const handle: CodeAgent['handle'] = async ({ step }) => {
      const at: unknown = await step('at', () => new Date(0) as never);
      const nothing: unknown = await step('nothing', () => none);
      return [typeof at, typeof nothing];
    };
    const content = { result: ['string', 'undefined'] };
    for (const _attempt of ['first', 'second']) {
      expect(await run(handle, { journal })).toMatchObject({
        outcome: { messages: [{ content }] },
      });
    }
  });

  it('is done again under the same key when its worker was lost in it', async () => {
    const keys: string[] = [];
    const handle: CodeAgent['handle'] = ({ step }) =>
      step('send', ({ key }) => {
        keys.push(key);
        if (keys.length === 1) throw new Error('lost');
        return 'sent';
      });
    await run(handle, { journal });
    expect(journal.writes).toEqual(['start 1']);
    await run(handle, { journal });
    expect(keys).toEqual(['caxton-msg-1-1', 'caxton-msg-1-1']);
    expect(journal.writes.slice(1)).toEqual(['start 1', 'finish 1 done durable']);
  });

  it('is begun at most once when that is asked for; then its outcome is unknown', async () => {
    let begun = 0;
    const handle: CodeAgent['handle'] = ({ step }) =>
      step(
        'charge',
        () => {
          begun += 1;
          throw new Error('lost');
        },
        { once: true },
      );
    await run(handle, { journal });
    expect(await run(handle, { journal })).toMatchObject({
      outcome: {
        status: 'failed',
        error: { code: 'OUTCOME_UNKNOWN', retryable: false },
        messages: [{ performative: 'failure', content: { code: 'OUTCOME_UNKNOWN' } }],
      },
    });
    expect(begun).toBe(1);
    expect(journal.writes[0]).toBe('start 1 durable');
  });

  it('whose outcome is unknown can be taken care of by the handler', async () => {
    const handle: CodeAgent['handle'] = async ({ step }) => {
      try {
        return await step('charge', () => Promise.reject(new Error('lost')), { once: true });
      } catch (error) {
        if ((error as { code?: string }).code !== 'OUTCOME_UNKNOWN') throw error;
        return { looked_up: await step('look', () => 'charged') };
      }
    };
    await run(handle, { journal });
    expect(await run(handle, { journal })).toMatchObject({
      outcome: { messages: [{ content: { looked_up: 'charged' } }] },
    });
  });

  it('needs a name, and a result that JSON can say', async () => {
    const ring: Record<string, unknown> = {};
    ring['ring'] = ring;
    for (const handle of [
      ({ step }) => step('', () => 1),
      ({ step }) => step('ring', () => ring as never),
      ({ step }) => step('deep', () => JSON.parse('['.repeat(99) + ']'.repeat(99)) as never),
    ] satisfies CodeAgent['handle'][]) {
      expect(await run(handle, { journal })).toMatchObject({
        outcome: { status: 'failed', error: { retryable: false } },
      });
    }
  });

  it('that cannot be written is the trouble of the server, not of the agent', async () => {
    journal.faults = [1, 2, 3].map(() => Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    expect(await run(({ step }) => step('send', () => 1), { journal })).toMatchObject({
      kind: 'postpone',
      error: { code: 'STORE_UNAVAILABLE' },
    });
    journal.isLost = true;
    expect(await run(({ step }) => step('send', () => 1), { journal })).toEqual({
      kind: 'release',
      why: 'stopped',
    });
  });

  it('costs nothing where there is none: the journal is not even read', async () => {
    await run(() => 'no steps', { journal });
    expect([journal.loads, journal.writes]).toEqual([0, []]);
  });
});
