import type { TurnOutcome } from '#messaging';
import { AnsweringModel, aReply, aTurn, limits, surround } from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';
import { answerWithModel } from './answer-with-model.js';

const wanting = { toolCalls: [{ id: 'call-1', name: 'look_up', arguments: {} }] };

async function run(...answers: ConstructorParameters<typeof AnsweringModel>[0]) {
  const around = surround({ model: new AnsweringModel(answers) });
  const end = await new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
  if (end.kind !== 'commit') throw new Error(`The turn ended with ${end.kind}.`);
  const outcome: TurnOutcome = end.outcome;
  return { outcome, around };
}

describe(answerWithModel, () => {
  it('tells which model answered when it was not the one that was asked', async () => {
    const answeredBy = { provider: 'ollama', model: 'small' } as const;
    const { outcome } = await run(aReply({ answeredBy }));
    expect(outcome.messages[0]?.metadata).toMatchObject({
      ...answeredBy,
      instead_of: 'scripted/answers',
    });
    expect(outcome.model).toEqual(answeredBy);
  });

  describe('with a budget of tokens', () => {
    const costly = { usage: { inputTokens: 90, outputTokens: 20 } };

    it('ends before a tool runs or the model is asked once more, and says what it cost', async () => {
      const { outcome, around } = await run(aReply({ ...costly, ...wanting }), aReply());
      expect(outcome).toMatchObject({
        status: 'failed',
        tokens: { input: 90, output: 20 },
        messages: [{ performative: 'failure', content: { code: 'BUDGET_EXCEEDED' } }],
      });
      expect(around.calls).toEqual([]);
    });

    it('gives the answer that it paid for, whatever it cost', async () => {
      const { outcome } = await run(aReply(costly));
      expect(outcome).toMatchObject({ status: 'completed', tokens: { input: 90 } });
    });
  });
});
