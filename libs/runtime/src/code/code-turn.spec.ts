import { aProfile, aTurn, limits, said, surround, type TestParts } from '../runtime.fixture.js';
import type { TurnEnd } from '../turn-end.js';
import { TurnRunner } from '../turn-runner.js';
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
