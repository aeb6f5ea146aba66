import type { TurnOutcome } from '#messaging';
import type { LanguageModel, ModelReply } from '#llm';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  limits,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';

const outputSchema = {
  type: 'object',
  required: ['total'],
  properties: { total: { type: 'integer' }, unit: { type: 'string' } },
  additionalProperties: false,
};
const profile = aProfile({ outputSchema });
const json = (value: object, more: Partial<ModelReply> = {}): ModelReply =>
  aReply({ text: JSON.stringify(value), ...more });
const unfit = json({ total: 'many' });
const fit = json({ total: 144 });

async function run(model: LanguageModel, parts: TestParts = {}) {
  const around = surround({ profile, model, ...parts });
  const end = await new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  const outcome: TurnOutcome = end.outcome;
  return { outcome, around, reply: outcome.messages[0] };
}

describe('an agent that declares the schema of its answers', () => {
  it('tells it to its model, in the prompt and beside it', async () => {
    const model = new AnsweringModel([fit]);
    await run(model);
    expect(model.asked[0]?.system).toContain(JSON.stringify(outputSchema));
    expect(model.asked[0]?.outputSchema).toEqual(outputSchema);
  });

  it('answers with what fits, also beside what the server writes', async () => {
    const { reply } = await run(new AnsweringModel([json({ total: 144, memory_used: [] })]));
    expect(reply).toMatchObject({
      performative: 'inform',
      content: { total: 144, memory_used: [] },
    });
    expect(reply?.metadata).not.toHaveProperty('repairs');
  });

  it.each([
    ['of another kind', unfit, 'total must be integer'],
    ['with something missing', json({ unit: 'people' }), '"total" is missing'],
    ['with something unknown', json({ total: 1, mood: 'good' }), '"mood" is not known'],
    ['in plain text', aReply({ text: 'It is 144.' }), '"total" is missing'],
  ])('has its model mend an answer %s', async (_how, wrong, told) => {
    const model = new AnsweringModel([wrong, fit]);
    const { reply, around } = await run(model);
    expect(reply).toMatchObject({ content: { total: 144 }, metadata: { repairs: 1 } });
    const [answered, asked] = model.asked[1]?.messages.slice(-2) ?? [];
    expect(answered).toEqual({ role: 'assistant', text: wrong.text });
    expect(asked).toMatchObject({
      role: 'user',
      text: expect.stringMatching(/<data-\w+>[\s\S]+<\/data-\w+>\nAnswer again/) as string,
    });
    expect(JSON.stringify(asked)).toContain(JSON.stringify(told).slice(1, -1));
    const deltas = around.told.filter(({ type }) => type === 'message.delta');
    expect(deltas.map(({ data }) => data)).toMatchObject([
      { text: wrong.text },
      { text: '', restart: true },
      { text: fit.text },
    ]);
  });

  it('fails after two attempts to mend it, and says what did not fit', async () => {
    const model = new AnsweringModel([unfit, unfit, unfit]);
    const { outcome, reply } = await run(model);
    expect(model.asked).toHaveLength(3);
    expect(outcome).toMatchObject({ status: 'failed', tokens: { input: 30, output: 6 } });
    expect(reply).toMatchObject({
      performative: 'failure',
      content: {
        code: 'OUTPUT_MISFIT',
        retryable: true,
        reason: expect.stringContaining('total must be integer') as string,
        details: { errors: [{ place: '/total', rule: 'type' }] },
      },
    });
  });

  it('may use tools while it mends', async () => {
    const wanting = aReply({
      text: '',
      toolCalls: [{ id: 'call-1', name: 'look_up', arguments: {} }],
    });
    const { reply, around } = await run(new AnsweringModel([unfit, wanting, fit]));
    expect(around.calls).toHaveLength(1);
    expect(reply).toMatchObject({ content: { total: 144 }, metadata: { repairs: 1 } });
  });

  it('is not asked to mend once the tokens of the turn are used up', async () => {
    const costly = { usage: { inputTokens: 90, outputTokens: 20 } };
    const model = new AnsweringModel([json({ total: 'many' }, costly), fit]);
    const { reply } = await run(model);
    expect(model.asked).toHaveLength(1);
    expect(reply).toMatchObject({ content: { code: 'BUDGET_EXCEEDED' } });
  });

  it('replays what was paid for, the attempts to mend it included', async () => {
    const journal = new RememberingJournal();
    const first = await run(new AnsweringModel([unfit, unfit, fit]), { journal });
    const again = new AnsweringModel([]);
    const second = await run(again, { journal });
    expect(again.asked).toEqual([]);
    expect(second.reply?.content).toEqual(first.reply?.content);
    expect(second.reply?.metadata).toMatchObject({ repairs: 2 });
    expect(second.outcome.tokens).toEqual({ input: 30, output: 6 });
  });

  it('does not ask the embedded model again, which would answer the same', async () => {
    const model = new AnsweringModel([unfit]);
    const embedded: LanguageModel = {
      ...{ provider: 'embedded', model: 'embedded' },
      ask: (request, watch) => model.ask(request, watch),
    };
    const { reply } = await run(embedded);
    expect(reply).toMatchObject({
      performative: 'failure',
      content: { code: 'OUTPUT_MISFIT', retryable: false },
    });
  });

  it('gives an answer without control characters', async () => {
    const said = json({ total: 1, unit: 'pas\u0000sen\u001Bgers\n' });
    const { reply } = await run(new AnsweringModel([said]));
    expect(reply?.content).toMatchObject({ unit: 'passengers\n' });
  });
});
