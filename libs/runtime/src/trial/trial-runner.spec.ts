import type { JsonObject } from '#protocol';
import { ModelError, type ModelToolCall } from '#llm';
import { aMemoryUse } from '../memory/remembered-memories.fixture.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  limits,
  silentModel,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TrialRunner } from './trial-runner.js';
import type { TrialTurn, TriedTurn } from './trial-turn.js';

const never = new AbortController().signal;

function calls(...names: readonly string[]): ReturnType<typeof aReply> {
  const toolCalls = names.map((name, index): ModelToolCall => ({
    ...{ id: `call-${String(index)}`, name, arguments: argumentsOf(name) },
  }));
  return aReply({ text: '', toolCalls });
}

function argumentsOf(name: string): JsonObject {
  if (name === 'send_message') return { capability: 'reports', content: { text: 'Hi' } };
  return name === 'ask_capability' ? { capabilities: ['prices'], content: {} } : {};
}

interface Tried extends TriedTurn {
  readonly spent: readonly number[];
  readonly told: number;
  readonly made: readonly string[];
}

async function tryOut(
  parts: TestParts,
  given: Partial<TrialTurn> = {},
  stop: AbortSignal = never,
): Promise<Tried> {
  const around = surround(parts);
  const spent: number[] = [];
  const turn: TrialTurn = {
    ...{ workspace: 'default', trialId: 'test-1', agent: 'Candidate', profile: aProfile() },
    ...{ capability: 'data-analysis', content: { request: 'How many?' }, grants: undefined },
    ...{ allowTools: new Set<string>(), history: [], memories: [], timeLeft: 5_000 },
    onSpent: (_by, { input, output }) => Promise.resolve(void spent.push(input + output)),
    ...given,
  };
  const tried = await new TrialRunner(around, limits).run(turn, stop);
  return {
    ...{ ...tried, spent, told: around.told.length },
    made: around.calls.map(({ call }) => call.name),
  };
}

describe(TrialRunner, () => {
  it('answers as a turn does, and counts every answer of the model when it comes', async () => {
    const model = new AnsweringModel([calls('look_up'), aReply({ text: '{"count": 144}' })]);
    const tried = await tryOut({ model }, { allowTools: new Set(['look_up']) });
    expect(tried.failure).toBeUndefined();
    expect(tried).toMatchObject({
      ...{
        answer: '{"count":144,"memory_used":[]}',
        model: 'scripted/answers',
      },
      calls: [{ tool: 'look_up', ran: true, ok: true }],
      ...{ tokens: { input: 20, output: 4 }, spent: [12, 12], made: ['look_up'], told: 0 },
    });
  });

  it('tells the model that a tool was not run, whatever it is, and runs none', async () => {
    const model = new AnsweringModel([calls('look_up'), aReply()]);
    const profile = aProfile({ toolPolicies: { look_up: { needs_approval: true } } });
    const tried = await tryOut({ model }, { profile });
    expect(tried).toMatchObject({
      ...{ answer: 'It is 144.', made: [] },
      calls: [{ tool: 'look_up', ran: false, ok: false }],
    });
    expect(JSON.stringify(model.asked[1])).toContain('NOT_RUN_IN_TRIAL');
  });

  it('asks nobody about a tool that is allowed: what people must look at is the tool box to refuse', async () => {
    const model = new AnsweringModel([calls('look_up'), aReply()]);
    const refused = { code: 'TOOL_NEEDS_APPROVAL', message: 'nobody has' } as const;
    const tool = (): Promise<never> =>
      Promise.resolve({ ok: false, error: refused, durationMs: 1 } as never);
    const profile = aProfile({ toolPolicies: { look_up: { needs_approval: true } } });
    const tried = await tryOut({ model, tool }, { profile, allowTools: new Set(['look_up']) });
    expect(tried.calls).toEqual([{ tool: 'look_up', ran: false, ok: false }]);
  });

  it('sends nothing, asks nobody, and names whom it would have sent to', async () => {
    const model = new AnsweringModel([calls('send_message', 'ask_capability'), aReply()]);
    const neighbours = [{ capability: 'reports', description: 'Reports.' }];
    const profile = aProfile({
      toolPolicies: { send_message: { needs_approval: true } },
      onReply: [{ to: 'archive' }],
    });
    const tried = await tryOut({ model, neighbours }, { profile });
    expect(tried).toMatchObject({
      ...{ answer: 'It is 144.', asked: ['reports', 'prices', 'archive'] },
      calls: [
        { tool: 'send_message', ran: false },
        { tool: 'ask_capability', ran: false },
      ],
    });
  });

  it('shows the past and the memories that it is given, and reads and keeps no others', async () => {
    const model = new AnsweringModel([aReply()]);
    const memories = [{ id: '1', entity: 'Acme', type: 'fact', content: 'prefers the phone' }];
    const tried = await tryOut(
      { model, past: [] },
      {
        ...{ profile: aProfile({ memory: aMemoryUse() }), memories },
        history: [{ content: 'Hello there' }, { sender: 'Candidate', content: { text: 'Hi' } }],
      },
    );
    const asked = JSON.stringify(model.asked[0]);
    for (const part of ['Hello there', 'Acme', 'prefers the phone']) expect(asked).toContain(part);
    expect(tried.failure).toBeUndefined();
  });

  it('does not try again what failed for now: whoever tries it may', async () => {
    const busy = new ModelError('MODEL_UNAVAILABLE', 'The model is overloaded.', {
      retryable: true,
    });
    const tried = await tryOut({ model: new AnsweringModel([busy]) });
    expect(tried.failure).toEqual({
      code: 'MODEL_UNAVAILABLE',
      reason: 'The model is overloaded.',
    });
    expect(tried.answer).toBeUndefined();
  });

  it('ends when its time is over, and when nobody wants it any more', async () => {
    const late = await tryOut({ model: silentModel }, { timeLeft: 20 });
    expect(late.failure).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    const stop = new AbortController();
    const broken = tryOut({ model: silentModel }, {}, stop.signal);
    stop.abort();
    expect((await broken).failure).toMatchObject({ code: 'TRIAL_BROKEN_OFF' });
  });

  it('fails where the answer does not fit the schema, and what mending it cost is counted', async () => {
    const model = new AnsweringModel([aReply(), aReply(), aReply()]);
    const outputSchema = { type: 'object', required: ['count'] };
    const tried = await tryOut({ model }, { profile: aProfile({ outputSchema }) });
    expect(tried).toMatchObject({ failure: { code: 'OUTPUT_MISFIT' }, spent: [12, 12, 12] });
  });
});
