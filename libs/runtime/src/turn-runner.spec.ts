import type { RouteDecision } from '#agents';
import { ProtocolError } from '#protocol';
import type { TurnOutcome } from '#messaging';
import { ModelError, type ModelToolCall } from '#llm';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  found,
  limits,
  silentModel,
  surround,
  type TestParts,
} from './runtime.fixture.js';
import type { TurnEnd } from './turn-end.js';
import { TurnRunner } from './turn-runner.js';

const neighbours = [{ capability: 'report-generation', description: 'Generate reports' }];
const reporter: RouteDecision = {
  strategy: 'best_match',
  agents: [{ id: 'agt-2', name: 'Reporter', versionNumber: 1 }],
  reason: 'the only one',
  candidates: [],
};
const toReporter = { route: () => Promise.resolve(reporter) };

function call(name: string, args: unknown = {}, id = `call-${name}`): ModelToolCall {
  return { id, name, arguments: args };
}

async function run(
  parts: TestParts = {},
  turn = aTurn(),
  stop = new AbortController().signal,
  cancel = new AbortController().signal,
) {
  const around = surround(parts);
  const end = await new TurnRunner(around, limits).run(turn, stop, cancel);
  return { end, around };
}

function outcomeOf(end: TurnEnd): TurnOutcome {
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return end.outcome;
}

describe(TurnRunner.name, () => {
  it('answers the sender with what the model said', async () => {
    const outcome = outcomeOf((await run()).end);
    expect(outcome.status).toBe('completed');
    expect(outcome.messages).toMatchObject([
      {
        performative: 'inform',
        sender: 'Analyst',
        receiver: 'api_client',
        inReplyTo: 'msg-1',
        hops: 1,
        event: 'message.replied',
        content: { text: 'It is 144.', memory_used: [] },
        metadata: {
          provider: 'scripted',
          model: 'answers',
          generated: true,
          turn: 'turn-1',
          tool_calls: [],
          tokens: { input: 10, output: 2 },
        },
      },
    ]);
    expect(outcome.messages[0]).not.toHaveProperty('agent');
    expect(outcome.tokens).toEqual({ input: 10, output: 2 });
    expect(outcome.events.map(({ type }) => type)).toEqual(['turn.started']);
  });

  it('puts an answer to an agent into the mailbox of that agent', async () => {
    const outcome = outcomeOf((await run({}, aTurn({ sender: 'Planner' }))).end);
    expect(outcome.messages[0]).toMatchObject({
      receiver: 'Planner',
      agent: { id: 'agt-Planner', name: 'Planner' },
    });
  });

  it('answers whoever the work was handed on for, not who handed it on', async () => {
    const turn = aTurn({ sender: 'Planner', replyTo: 'api_client' });
    const outcome = outcomeOf((await run({}, turn)).end);
    expect(outcome.messages[0]).toMatchObject({ receiver: 'api_client' });
    expect(outcome.messages[0]).not.toHaveProperty('agent');
  });

  it('runs on a closing act and answers nothing', async () => {
    for (const performative of ['inform', 'failure', 'not_understood', 'refuse'] as const) {
      const outcome = outcomeOf((await run({}, aTurn({ performative }))).end);
      expect(outcome).toMatchObject({ status: 'completed', messages: [] });
    }
  });

  describe('with tools', () => {
    it('runs the tools that the model wants and tells it the results', async () => {
      const model = new AnsweringModel([
        aReply({ text: '', toolCalls: [call('look_up', { of: 'passengers' })] }),
        aReply({ text: '144 passengers' }),
      ]);
      const { end, around } = await run({ model });
      const outcome = outcomeOf(end);
      expect(outcome.messages[0]?.content).toEqual({ text: '144 passengers', memory_used: [] });
      expect(outcome.messages[0]?.metadata).toMatchObject({ tool_calls: ['look_up'] });
      const returned = { callId: 'call-look_up', name: 'look_up', isError: false };
      expect(model.asked[1]?.messages.slice(-2)).toMatchObject([
        { role: 'assistant', text: '', toolCalls: [call('look_up', { of: 'passengers' })] },
        { role: 'tool', results: [{ ...returned, output: { answer: 144 } }] },
      ]);
      expect(around.calls[0]).toMatchObject({
        call: { idempotencyKey: 'caxton-msg-1-2' },
        grant: { allowed: ['look_up'] },
      });
      expect(outcome.events.map(({ type }) => type)).toEqual([
        'turn.started',
        'tool.called',
        'tool.returned',
      ]);
    });

    it('tells the model that a tool failed, and goes on', async () => {
      const model = new AnsweringModel([
        aReply({ toolCalls: [call('look_up')] }),
        aReply({ text: 'I could not look it up.' }),
      ]);
      const error = { code: 'TOOL_TIMEOUT' as const, message: 'too slow' };
      const tool = () => Promise.resolve({ ok: false as const, error, durationMs: 1 });
      const outcome = outcomeOf((await run({ model, tool })).end);
      expect(outcome.status).toBe('completed');
      expect(model.asked[1]?.messages.at(-1)).toMatchObject({
        results: [{ isError: true, output: error }],
      });
    });

    it('tells the model of a call that cannot be run instead of running it', async () => {
      const invalid = { reason: 'malformed_arguments' as const, message: 'not JSON' };
      const model = new AnsweringModel([
        aReply({ toolCalls: [{ ...call('look_up', '{'), invalid }] }),
        aReply(),
      ]);
      const { around } = await run({ model });
      expect(around.calls).toEqual([]);
      expect(model.asked[1]?.messages.at(-1)).toMatchObject({
        results: [
          { isError: true, output: { code: 'TOOL_ARGUMENTS_INVALID', message: 'not JSON' } },
        ],
      });
    });

    it('hands whole results to later tools and short ones to the model', async () => {
      const body = 'x'.repeat(100_000);
      const model = new AnsweringModel([
        aReply({ toolCalls: [call('look_up', {}, 'first')] }),
        aReply({ toolCalls: [call('look_up', { source: 'step:first' }, 'second')] }),
        aReply(),
      ]);
      const { around } = await run({ model, tool: () => Promise.resolve(found({ body })) });
      expect(around.calls[1]?.grant.priorResult('first')).toEqual({ body });
      expect(JSON.stringify(model.asked[1]).length).toBeLessThan(20_000);
    });

    it('fails when the model never stops asking for tools', async () => {
      const again = Array.from({ length: 9 }, (_, n) =>
        aReply({ toolCalls: [call('look_up', {}, `call-${String(n)}`)] }),
      );
      const { end, around } = await run({ model: new AnsweringModel(again) });
      expect(outcomeOf(end)).toMatchObject({
        status: 'failed',
        tokens: { input: 40, output: 8 },
        messages: [{ performative: 'failure', content: { code: 'TOOL_ROUNDS_EXCEEDED' } }],
      });
      expect(around.calls).toHaveLength(limits.maxToolRounds);
    });
  });

  describe('with neighbours', () => {
    const send = (args: unknown) =>
      new AnsweringModel([
        aReply({ toolCalls: [call('send_message', args)] }),
        aReply({ text: 'Handed on.' }),
      ]);
    const report = { capability: 'report-generation', content: { results: [1] } };

    it('offers send_message only to an agent that has somebody to ask', async () => {
      const alone = new AnsweringModel([aReply()]);
      await run({ model: alone });
      expect(alone.asked[0]?.tools.map(({ name }) => name)).toEqual(['look_up']);
      const together = new AnsweringModel([aReply()]);
      await run({ model: together, neighbours });
      expect(together.asked[0]?.tools.map(({ name }) => name)).toEqual([
        ...['look_up', 'send_message', 'ask_capability'],
      ]);
    });

    it('hands work on in the same commit, for the requester, one hop further', async () => {
      const model = send(report);
      const deadline = new Date('2025-09-10T15:36:00.000Z');
      const turn = aTurn({ hops: 2, timeLeft: 30_000, deadline });
      const outcome = outcomeOf(
        (await run({ model, neighbours, directory: toReporter }, turn)).end,
      );
      expect(outcome.messages).toHaveLength(2);
      expect(outcome.messages[0]).toMatchObject({
        performative: 'request',
        sender: 'Analyst',
        agent: { id: 'agt-2', name: 'Reporter' },
        capability: 'report-generation',
        replyTo: 'api_client',
        hops: 3,
        content: { results: [1] },
        event: 'message.sent',
        causeId: 'msg-1',
        replyBy: '2025-09-10T15:36:00.000Z',
      });
      expect(outcome.messages[0]).not.toHaveProperty('inReplyTo');
      expect(outcome.messages[1]).toMatchObject({ performative: 'inform', receiver: 'api_client' });
    });

    it('may ask for an answer sooner than its own is awaited', async () => {
      const model = send({ ...report, timeout: '2s' });
      const outcome = outcomeOf((await run({ model, neighbours, directory: toReporter })).end);
      expect(outcome.messages[0]).toMatchObject({ timeoutMs: 2_000 });
      expect(outcome.messages[0]).not.toHaveProperty('replyBy');
    });

    it('lets an agent ask for the answer itself', async () => {
      const model = send({ ...report, reply_to: 'me' });
      const outcome = outcomeOf((await run({ model, neighbours, directory: toReporter })).end);
      expect(outcome.messages[0]).not.toHaveProperty('replyTo');
    });

    it('never routes to the sender itself', async () => {
      const asked: unknown[] = [];
      const directory = {
        route: (_caller: unknown, target: unknown) => {
          asked.push(target);
          return Promise.resolve(reporter);
        },
      };
      await run({ model: send(report), neighbours, directory });
      expect(asked).toEqual([
        { capability: 'report-generation', conversationId: 'conv-1', exclude: 'Analyst' },
      ]);
    });

    it('tells the model of an unknown capability with the nearest names', async () => {
      const unknown = new ProtocolError('INVALID_CAPABILITY', "Capability 'x' not found", {
        nearest: ['report-generation'],
      });
      const model = send({ capability: 'x', content: {} });
      const directory = { route: () => Promise.reject(unknown) };
      const outcome = outcomeOf((await run({ model, neighbours, directory })).end);
      expect(outcome.messages).toHaveLength(1);
      expect(model.asked[1]?.messages.at(-1)).toMatchObject({
        results: [
          { isError: true, output: { code: 'INVALID_CAPABILITY', nearest: ['report-generation'] } },
        ],
      });
    });

    it('sends nothing of a turn that fails in the end', async () => {
      const model = new AnsweringModel([
        aReply({ toolCalls: [call('send_message', report)] }),
        aReply({ text: '' }),
      ]);
      const outcome = outcomeOf((await run({ model, neighbours, directory: toReporter })).end);
      expect(outcome.messages).toMatchObject([{ performative: 'failure' }]);
    });
  });

  describe('in trouble', () => {
    it('tells the sender of a failure, and nothing of its inside', async () => {
      const outcome = outcomeOf((await run({ profile: undefined })).end);
      expect(outcome).toMatchObject({
        status: 'failed',
        error: { code: 'AGENT_UNAVAILABLE' },
        messages: [
          {
            performative: 'failure',
            receiver: 'api_client',
            inReplyTo: 'msg-1',
            event: 'message.failed',
            content: {
              code: 'AGENT_UNAVAILABLE',
              retryable: true,
              attempts: 1,
              message_id: 'msg-1',
              suggestion: expect.any(String) as string,
            },
          },
        ],
      });
    });

    it('answers a failure on a closing act with a line in the log only', async () => {
      const turn = aTurn({ performative: 'inform' });
      const outcome = outcomeOf((await run({ profile: undefined }, turn)).end);
      expect(outcome.messages).toEqual([]);
      expect(outcome.events.at(-1)).toMatchObject({
        type: 'message.failed',
        data: { code: 'AGENT_UNAVAILABLE' },
      });
    });

    it('postpones what may go better later, not before the provider wants', async () => {
      const busy = new ModelError('MODEL_OVERLOADED', 'Busy.', {
        retryable: true,
        retryAfterMs: 9_000,
      });
      const { end } = await run({ model: new AnsweringModel([busy]) });
      expect(end).toMatchObject({
        kind: 'postpone',
        delayMs: 9_000,
        error: { code: 'MODEL_OVERLOADED', retryable: true },
      });
    });

    it('gives up after five transient faults', async () => {
      const busy = new ModelError('MODEL_OVERLOADED', 'Busy.', { retryable: true });
      const { end } = await run({ model: new AnsweringModel([busy]) }, aTurn({}, { attempt: 5 }));
      expect(outcomeOf(end)).toMatchObject({
        status: 'failed',
        messages: [{ content: { code: 'MODEL_OVERLOADED', attempts: 5 } }],
      });
    });

    it('ends an attempt at the deadline of the sender as expired', async () => {
      const { end } = await run({ model: silentModel }, aTurn({ timeLeft: 20 }));
      expect(outcomeOf(end)).toMatchObject({
        status: 'expired',
        messages: [{ performative: 'failure', content: { code: 'DEADLINE_EXCEEDED' } }],
      });
    });

    it('ends an attempt at the patience of the agent as failed, outcome unknown', async () => {
      const profile = aProfile({ timeoutMs: 20 });
      const { end } = await run({ profile, model: silentModel });
      expect(outcomeOf(end)).toMatchObject({
        status: 'failed',
        messages: [
          {
            content: { code: 'TURN_TIMEOUT', reason: expect.stringContaining('unknown') as string },
          },
        ],
      });
    });

    it('gives the mailbox back when the worker stops', async () => {
      const stop = new AbortController();
      const ended = run({ model: silentModel }, aTurn(), stop.signal);
      stop.abort();
      expect((await ended).end).toEqual({ kind: 'release', why: 'stopped' });
    });

    it('ends as cancelled at once when its message is cancelled, and wants nothing said', async () => {
      const cancel = new AbortController();
      const { signal } = new AbortController();
      const ended = run({ model: silentModel }, aTurn(), signal, cancel.signal);
      cancel.abort();
      const outcome = outcomeOf((await ended).end);
      expect(outcome).toMatchObject({ status: 'cancelled', messages: [], error: undefined });
      expect(outcome.events.map(({ type }) => type)).toEqual(['turn.started']);
    });

    it('is cancelled rather than given back when the worker stops as well', async () => {
      const [stop, cancel] = [new AbortController(), new AbortController()];
      const ended = run({ model: silentModel }, aTurn(), stop.signal, cancel.signal);
      stop.abort();
      cancel.abort();
      expect(outcomeOf((await ended).end)).toMatchObject({ status: 'cancelled' });
    });

    it('does not begin on a message that was cancelled before', async () => {
      const model = new AnsweringModel([]);
      const { end, around } = await run({ model }, aTurn({ isCancelled: true }));
      expect(outcomeOf(end)).toMatchObject({ status: 'cancelled', messages: [], events: [] });
      expect(around.told).toEqual([]);
    });

    it.each([
      ['change_it', { outcome_unknown: ['change_it'] }, 'outcome_unknown'],
      ['look_up', undefined, 'aborted'],
    ])('says of the tool %s that was at work what is known', async (name, error, result) => {
      const cancel = new AbortController();
      const model = new AnsweringModel([aReply({ toolCalls: [call(name)] })]);
      const tool = () => {
        cancel.abort();
        return new Promise<never>(() => undefined);
      };
      const { signal } = new AbortController();
      const parts = { model, tool, profile: aProfile({ tools: ['look_up', 'change_it'] }) };
      const outcome = outcomeOf((await run(parts, aTurn(), signal, cancel.signal)).end);
      expect(outcome).toMatchObject({ status: 'cancelled', error });
      expect(outcome.events.at(-1)).toMatchObject({
        type: 'tool.returned',
        data: { tool: name, step: 2, ok: false, result },
      });
    });

    it('works on nothing that exceeded a limit', async () => {
      const model = new AnsweringModel([]);
      for (const [turn, performative] of [
        [aTurn({ hops: 13 }), 'refuse'],
        [aTurn({ timeLeft: -1 }), 'failure'],
        [aTurn({}, { crashes: 3 }), 'failure'],
      ] as const) {
        const outcome = outcomeOf((await run({ model }, turn)).end);
        expect(outcome.messages).toMatchObject([{ performative }]);
      }
      expect(model.asked).toEqual([]);
    });

    it('counts the attempts that were made, and giving up is none', async () => {
      const model = new AnsweringModel([]);
      const { end } = await run({ model }, aTurn({}, { crashes: 3, attempt: 4 }));
      expect(outcomeOf(end)).toMatchObject({
        ...{ unbegun: true, error: { code: 'CRASHED', attempts: 3 } },
      });
    });

    it('postpones when it cannot even find out whom to tell', async () => {
      const gone = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      const directory = { load: () => Promise.reject(gone), find: () => Promise.reject(gone) };
      const { end } = await run({ directory }, aTurn({ sender: 'Planner' }, { attempt: 5 }));
      expect(end).toMatchObject({ kind: 'postpone', error: { code: 'STORE_UNAVAILABLE' } });
    });
  });
});
