import type { TurnOutcome } from '#messaging';
import type { ToolOutcome } from '#tools';
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
import { answerWithModel } from './answer-with-model.js';

const lookUp = (id: string) => ({ id, name: 'look_up', arguments: { id } });
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

  describe('with tools', () => {
    const rounds = (): ConstructorParameters<typeof AnsweringModel>[0] => [
      aReply({ toolCalls: [lookUp('call-1'), lookUp('call-2')] }),
      aReply({ toolCalls: [lookUp('call-3')] }),
      aReply(),
    ];
    const grants = async (parts: Partial<TestParts>): Promise<object[]> => {
      const around = surround({ model: new AnsweringModel(rounds()), ...parts });
      await new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
      return around.calls.map(({ grant }) => grant);
    };

    it('counts the calls of each tool, also of those beside each other', async () => {
      expect(await grants({})).toMatchObject([
        { callsMade: 0, callsOfTool: 0, isTainted: false },
        { callsMade: 1, callsOfTool: 1, isTainted: false },
        { callsMade: 2, callsOfTool: 2, isTainted: false },
      ]);
    });

    it('is tainted from the first content on that it read from outside', async () => {
      expect(await grants({ outside: ['look_up'] })).toMatchObject([
        { isTainted: false },
        { isTainted: false },
        { isTainted: true },
      ]);
    });

    it('is tainted from the beginning by a message that a tainted turn sent, and says so itself', async () => {
      const around = surround({ model: new AnsweringModel(rounds()) });
      const turn = aTurn({ metadata: { tainted: true } });
      const end = await new TurnRunner(around, limits).run(turn, new AbortController().signal);
      expect(around.calls[0]?.grant).toMatchObject({ isTainted: true });
      expect(end).toMatchObject({ outcome: { messages: [{ metadata: { tainted: true } }] } });
    });

    it('marks what it answers, but not when it has read nothing from outside', async () => {
      for (const [outside, tainted] of [
        [['look_up'], true],
        [[], undefined],
      ] as const) {
        const around = surround({ model: new AnsweringModel(rounds()), outside: [...outside] });
        const end = await new TurnRunner(around, limits).run(aTurn(), new AbortController().signal);
        const [reply] = end.kind === 'commit' ? end.outcome.messages : [];
        expect(reply?.metadata?.['tainted']).toBe(tainted);
      }
    });

    it('is not tainted by a call that it may not make', async () => {
      const profile = aProfile({ tools: [] });
      expect(await grants({ outside: ['look_up'], profile })).toMatchObject([
        { isTainted: false },
        { isTainted: false },
        { isTainted: false },
      ]);
    });

    it.each([
      ['TOOL_ARGUMENTS_INVALID', false],
      ['EGRESS_DENIED', false],
      ['TOOL_POLICY_DENIED', false],
      ['TOOL_FAILED', true],
      ['TOOL_TIMEOUT', true],
    ] as const)('that ended with %s taints it: %s', async (code, tainted) => {
      const tool = (): Promise<ToolOutcome> =>
        Promise.resolve({ ok: false, error: { code, message: 'No.' }, durationMs: 1 });
      const [, , after] = await grants({ outside: ['look_up'], tool });
      expect(after).toMatchObject({ isTainted: tainted });
    });

    it('is called under the policies of the agent', async () => {
      const toolPolicies = { look_up: { max_calls_per_turn: 1 } };
      const [grant] = await grants({ profile: aProfile({ toolPolicies }) });
      expect(grant).toMatchObject({
        policies: toolPolicies,
        caller: { workspace: 'default', principal: 'Analyst' },
      });
    });
  });
});
