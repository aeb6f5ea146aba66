import type { RouteDecision } from '#agents';
import type { Turn, TurnOutcome } from '#messaging';
import { ModelError, type LanguageModel, type ModelReply, type ModelToolCall } from '#llm';
import { tellMeasures } from '#signals';
import type { ToolCall, ToolOutcome } from '#tools';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  found,
  limits,
  said,
  surround,
  type TestParts,
  type TestSurroundings,
} from '../runtime.fixture.js';
import type { TurnEnd } from '../turn-end.js';
import { TurnRunner } from '../turn-runner.js';
import { RememberingJournal } from './remembering-journal.fixture.js';

const tools = ['look_up', 'put', 'charge'];

function call(name: string, args: unknown = {}, id = `call-${name}`): ModelToolCall {
  return { id, name, arguments: args };
}
const wants = (...calls: ModelToolCall[]): ModelReply => aReply({ text: '', toolCalls: calls });
const overloaded = new ModelError('MODEL_OVERLOADED', 'busy', { retryable: true });
const never = (): Promise<ToolOutcome> => new Promise(() => undefined);

/** One attempt at a message, in a process that then may be gone. */
async function attempt(
  journal: RememberingJournal,
  answers: (ModelReply | Error)[] | LanguageModel,
  parts: TestParts = {},
  turn: Turn = aTurn(),
): Promise<{ end: TurnEnd; around: TestSurroundings; asked: AnsweringModel['asked'] }> {
  const model = Array.isArray(answers) ? new AnsweringModel(answers) : answers;
  const around = surround({ profile: aProfile({ tools }), model, journal, ...parts });
  const end = await new TurnRunner(around, limits).run(turn, new AbortController().signal);
  return { end, around, asked: model instanceof AnsweringModel ? model.asked : [] };
}

function outcomeOf(end: TurnEnd): TurnOutcome {
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  return end.outcome;
}

/** Runs a turn until a tool is called, whose process dies then. */
async function dieIn(name: string, journal: RememberingJournal): Promise<ToolCall> {
  const stop = new AbortController();
  const model = new AnsweringModel([wants(call(name, { amount: 7 }))]);
  return new Promise((resolve) => {
    const tool = (made: ToolCall): Promise<ToolOutcome> => {
      resolve(made);
      stop.abort(new Error('gone'));
      return never();
    };
    const around = surround({ profile: aProfile({ tools }), model, journal, tool });
    void new TurnRunner(around, limits).run(aTurn(), stop.signal);
  });
}

describe('a turn that runs again', () => {
  let journal: RememberingJournal;
  beforeEach(() => {
    journal = new RememberingJournal();
  });

  it('replays what is done: no model is asked, no tool called, and tokens count once', async () => {
    const answers = [wants(call('look_up')), wants(call('charge')), aReply()];
    const first = await attempt(journal, answers);
    const second = await attempt(journal, []);
    expect(second.asked).toEqual([]);
    expect(second.around.calls).toEqual([]);
    const [a, b] = [outcomeOf(first.end), outcomeOf(second.end)];
    expect(b.tokens).toEqual({ input: 30, output: 6 });
    expect(b.tokens).toEqual(a.tokens);
    expect(b.messages[0]?.content).toEqual(a.messages[0]?.content);
    expect(b.messages[0]?.metadata).toMatchObject({ tool_calls: ['look_up', 'charge'] });
  });

  it('is paid for once, by its agent and for its capability, whatever becomes of the turn', async () => {
    const costOf: TestParts['costOf'] = ({ model }, { input, output }) =>
      model === 'answers' ? { amount: input + 2 * output, currency: 'EUR' } : undefined;
    const turn = aTurn({ capability: 'paid-once' });
    await attempt(journal, [wants(call('look_up')), overloaded], { costOf }, turn);
    const second = await attempt(journal, [aReply()], { costOf }, turn);
    expect(outcomeOf(second.end).tokens).toEqual({ input: 20, output: 4 });

    const told = await tellMeasures();
    const labels = `{agent="Analyst",capability="paid-once",provider="scripted",model="answers"`;
    expect(told).toContain(`caxton_model_tokens_total${labels},direction="input"} 20\n`);
    expect(told).toContain(`caxton_model_tokens_total${labels},direction="output"} 4\n`);
    expect(told).toContain(`caxton_model_cost_total${labels},currency="EUR"} 28\n`);
  });

  it('goes on with the answers to prompts that another version put together', async () => {
    const profile = aProfile({ tools, systemPrompt: 'As the version before had it.' });
    await attempt(journal, [wants(call('look_up')), overloaded], { profile });
    for (const [no, step] of journal.steps) {
      if (step.kind !== 'model') continue;
      journal.steps.set(no, { ...step, response: { ...(step.response as object), edition: 1 } });
    }
    const second = await attempt(journal, [aReply()]);
    expect(second.around.calls).toEqual([]);
    expect(second.asked).toHaveLength(1);
    const third = await attempt(journal, []);
    expect(outcomeOf(third.end).tokens).toEqual({ input: 20, output: 4 });
  });

  it('asks only for the open step, and shows the model the very words of before', async () => {
    const first = await attempt(journal, [wants(call('look_up')), overloaded]);
    expect(first.end.kind).toBe('postpone');
    const second = await attempt(journal, [aReply({ text: 'Done.' })]);
    expect(second.around.calls).toEqual([]);
    expect(second.asked).toEqual([first.asked[1]]);
    expect(outcomeOf(second.end).tokens).toEqual({ input: 20, output: 4 });
  });

  it('tells followers of replayed steps as such, and streams no old text as new', async () => {
    await attempt(journal, [wants(call('look_up')), aReply()]);
    const { around, end } = await attempt(journal, []);
    const steps = around.told.filter(({ type }) => type.startsWith('tool.'));
    expect(steps.map(({ data }) => data['replayed'])).toEqual([true, true]);
    expect(around.told.some(({ type }) => type === 'message.delta')).toBe(false);
    const logged = outcomeOf(end).events.filter(({ type }) => type.startsWith('tool.'));
    expect(logged.map(({ data }) => data['replayed'])).toEqual([true, true]);
  });

  it('writes once per answer of the model, together with what was read before', async () => {
    await attempt(journal, [aReply()]);
    expect(journal.writes).toEqual(['note 1']);
    const other = new RememberingJournal();
    await attempt(other, [wants(call('look_up')), aReply()]);
    expect(other.writes).toEqual(['note 1', 'note 2', 'note 3']);
  });

  it('announces an effect durably before it happens, after everything that led to it', async () => {
    await attempt(journal, [wants(call('charge')), aReply()]);
    expect(journal.writes).toEqual([
      'note 1',
      'start 2 durable',
      'finish 2 done durable',
      'note 3',
    ]);
  });

  it('asks again for what was never written', async () => {
    await attempt(journal, [wants(call('look_up')), aReply({ text: 'lost' })]);
    journal.forget(3);
    const { end, asked } = await attempt(journal, [aReply({ text: 'anew' })]);
    expect(asked).toHaveLength(1);
    expect(outcomeOf(end).messages[0]?.content).toMatchObject({ text: 'anew' });
  });

  describe('after its worker was lost in a call', () => {
    it('sends an idempotent call again, under the same key', async () => {
      const before = await dieIn('put', journal);
      const { around } = await attempt(journal, [aReply()]);
      expect(around.calls.map(({ call: made }) => made.idempotencyKey)).toEqual([
        before.idempotencyKey,
      ]);
      expect(before.idempotencyKey).toBe('caxton-msg-1-2');
      expect(journal.steps.get(2)).toMatchObject({ state: 'done' });
    });

    it('never makes an unsafe call again; the model hears that the outcome is unknown', async () => {
      await dieIn('charge', journal);
      const { around, asked, end } = await attempt(journal, [aReply()]);
      expect(around.calls).toEqual([]);
      expect(asked[0]?.messages.at(-1)).toMatchObject({
        results: [{ isError: true, output: { code: 'OUTCOME_UNKNOWN' } }],
      });
      expect(journal.steps.get(2)).toMatchObject({ state: 'unknown' });
      expect(outcomeOf(end).status).toBe('completed');
    });

    it('says so in every later attempt, in the same words, without paying again', async () => {
      await dieIn('charge', journal);
      await attempt(journal, [aReply({ text: 'Unclear.' })]);
      const { around, end } = await attempt(journal, []);
      expect(around.calls).toEqual([]);
      expect(outcomeOf(end).messages[0]?.content).toMatchObject({ text: 'Unclear.' });
    });

    it('does not begin an effect that it could not announce', async () => {
      journal.faults = [new Error('first the note'), new Error('then the announcement')];
      const { around, end } = await attempt(journal, [wants(call('charge'))]);
      expect(around.calls).toEqual([]);
      expect(end.kind).toBe('postpone');
    });
  });

  it('keeps as unknown what an unsafe tool could not tell the outcome of', async () => {
    const error = { code: 'OUTCOME_UNKNOWN' as const, message: 'no answer' };
    const tool = (): Promise<ToolOutcome> => Promise.resolve({ ok: false, error, durationMs: 1 });
    await attempt(journal, [wants(call('charge')), overloaded], { tool });
    expect(journal.steps.get(2)).toMatchObject({ state: 'unknown' });
    const { around, asked } = await attempt(journal, [aReply()], { tool });
    expect(around.calls).toEqual([]);
    expect(asked[0]?.messages.at(-1)).toMatchObject({ results: [{ output: error }] });
  });

  describe('on another course than before', () => {
    const past = [said('api_client', { text: 'something new' })];

    it('asks anew and counts what was paid in vain', async () => {
      await attempt(journal, [wants(call('look_up')), overloaded]);
      const second = await attempt(journal, [aReply({ text: 'other' })], { past });
      expect(second.around.calls).toEqual([]);
      expect(second.asked).toHaveLength(1);
      expect(outcomeOf(second.end).tokens).toEqual({ input: 20, output: 4 });
      expect(journal.steps.get(1)).toMatchObject({ state: 'superseded' });
      expect(journal.steps.get(2)).toMatchObject({ state: 'superseded' });
      const third = await attempt(journal, [], { past });
      expect(outcomeOf(third.end).tokens).toEqual({ input: 20, output: 4 });
    });

    it('reads anew, but does not repeat what it has done outside', async () => {
      const paid = call('charge', { amount: 7 });
      await attempt(journal, [wants(call('look_up'), paid), overloaded]);
      const anew = { ...paid, id: 'another-id' };
      const { around } = await attempt(
        journal,
        [wants(call('look_up'), anew, { ...anew, id: 'twice' }), aReply()],
        { past },
      );
      expect(around.calls.map(({ call: { name, id } }) => `${name} ${id}`)).toEqual([
        'look_up call-look_up',
        'charge twice',
      ]);
      const keys = [...journal.steps.values()].flatMap((step) => step.idempotencyKey ?? []);
      expect(new Set(keys).size).toBe(2);
    });

    it('is taken when another model answers, or with other settings', async () => {
      await attempt(journal, [wants(call('look_up')), overloaded]);
      const profile = aProfile({ tools, llm: { temperature: 1 } });
      expect((await attempt(journal, [aReply()], { profile })).asked).toHaveLength(1);
    });
  });

  it('sends on what it said it would: the same message to the same agent', async () => {
    let routed = 0;
    const reporter = (): RouteDecision => ({
      strategy: 'round_robin',
      agents: [{ id: `agt-${String((routed += 1))}`, name: 'Reporter', versionNumber: 1 }],
      reason: 'next',
      candidates: [],
    });
    const parts: TestParts = {
      neighbours: [{ capability: 'report-generation', description: 'Generate reports' }],
      directory: { route: () => Promise.resolve(reporter()) },
    };
    const report = { capability: 'report-generation', content: { results: [1] } };
    const first = await attempt(journal, [wants(call('send_message', report)), aReply()], parts);
    const second = await attempt(journal, [], parts);
    const [before] = outcomeOf(first.end).messages;
    const [after, reply] = outcomeOf(second.end).messages;
    expect(after).toMatchObject({ id: before?.id, agent: { id: 'agt-1' }, event: 'message.sent' });
    expect(reply).toMatchObject({ event: 'message.replied' });
    expect(routed).toBe(1);
  });

  it('reads again what was too long to keep, when a later tool needs all of it', async () => {
    const body = 'x'.repeat(100_000);
    const tool = (): Promise<ToolOutcome> => Promise.resolve(found({ body }));
    await attempt(journal, [wants(call('look_up', {}, 'first')), overloaded], { tool });
    expect(JSON.stringify(journal.steps.get(2)).length).toBeLessThan(20_000);
    const next = wants(call('look_up', { source: 'step:first' }, 'second'));
    const { around } = await attempt(journal, [next, aReply()], { tool });
    expect(around.calls.map(({ call: { id } }) => id)).toEqual(['first', 'second']);
    expect(around.calls[1]?.grant.priorResult('first')).toEqual({ body });
    const third = await attempt(journal, []);
    expect(third.around.calls).toEqual([]);
  });

  it('goes on without the journal when only money is at stake', async () => {
    journal.faults = [new Error('connection terminated')];
    const { end } = await attempt(journal, [wants(call('look_up')), aReply()]);
    expect(outcomeOf(end).status).toBe('completed');
    expect([...journal.steps.keys()]).toEqual([1, 2, 3]);
  });

  it('ends at once when another worker holds the mailbox', async () => {
    journal.isLost = true;
    const { end, asked } = await attempt(journal, [wants(call('look_up')), aReply()]);
    expect(end).toEqual({ kind: 'release', why: 'stopped' });
    expect(asked).toHaveLength(1);
  });
});
