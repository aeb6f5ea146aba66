import type { AnswerStanding, QuestionWanted } from '#messaging';
import type { CodeAgent, CodeTurn } from '../code/define-agent.js';
import { RememberingJournal } from '../journal/remembering-journal.fixture.js';
import type { TurnLimits } from '../limits.js';
import {
  AnsweringModel,
  aProfile,
  aReply,
  aTurn,
  found,
  limits,
  surround,
  type TestParts,
} from '../runtime.fixture.js';
import { TurnRunner } from '../turn-runner.js';

const neighbours = [{ capability: 'weigh', description: 'Weighs.' }];

const call = (name: string, args: object) =>
  aReply({ toolCalls: [{ id: 'call-1', name, arguments: args }] });

const asking = call('ask_capability', {
  capabilities: ['weigh', 'measure'],
  content: { of: 'it' },
});

/** Turns on one message, one after another, with what others answered in between. */
function open(model: AnsweringModel, parts: TestParts = {}, more: Partial<TurnLimits> = {}) {
  const answers: AnswerStanding[] = [];
  const around = surround({
    model,
    neighbours,
    profile: aProfile(),
    journal: new RememberingJournal(),
    answers: { load: () => Promise.resolve([...answers]) },
    directory: {
      route: (_caller, { capability }) =>
        Promise.resolve({
          strategy: 'best_match',
          agents: [{ id: `agt-${capability}`, name: capability, versionNumber: 1 }],
          reason: 'the only one',
          candidates: [],
        }),
    },
    ...parts,
  });
  const run = () =>
    new TurnRunner(around, { ...limits, ...more }).run(aTurn(), new AbortController().signal);
  const suspend = async (): Promise<QuestionWanted> => {
    const end = await run();
    const [question] = end.kind === 'suspend' ? (end.suspension.questions ?? []) : [];
    if (question === undefined) throw new Error(`It ended as ${JSON.stringify(end)}.`);
    return question;
  };
  const taintAnswers = (): void => {
    answers.splice(0, answers.length, ...answers.map((one) => ({ ...one, isTainted: true })));
  };
  const give = (question: QuestionWanted, ...goods: (boolean | undefined)[]): void => {
    for (const [index, message] of question.messages.entries()) {
      const isGood = goods[index];
      answers.push({
        questionId: message.id,
        requestHash: question.requestHash,
        agent: message.agent?.name ?? '',
        capability: message.capability,
        wanted: question.wanted,
        isLate: isGood === undefined,
        isTainted: false,
        isGood,
        performative: isGood === undefined ? undefined : 'inform',
        content: isGood === undefined ? undefined : { kilos: 7 },
      });
    }
  };
  return { run, suspend, give, taintAnswers, around };
}

describe('a turn of a model that asks others', () => {
  it('puts its question to each, and is shown what they answered without being asked again', async () => {
    const model = new AnsweringModel([asking, aReply()]);
    const { run, suspend, give } = open(model);
    const question = await suspend();
    expect(question.messages).toMatchObject([
      { capability: 'weigh', content: { of: 'it' }, sender: 'Analyst', hops: 1, causeId: 'msg-1' },
      { capability: 'measure' },
    ]);
    expect(question.wanted).toBe(2);
    give(question, true, undefined);
    expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
    expect(model.asked).toHaveLength(2);
    const shown = JSON.stringify(model.asked.at(-1)?.messages.at(-1));
    expect(shown).toContain('"kilos":7');
    expect(shown).toContain('"missing":[{"agent":"measure"');
  });

  it('finds what others answered to a turn that a server before this one suspended', async () => {
    const model = new AnsweringModel([asking, aReply()]);
    const { run, suspend, give } = open(model);
    const question = await suspend();
    give({ ...question, requestHash: question.requestHash.replace(/:1$/, '-2') }, true, true);
    expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
    expect(JSON.stringify(model.asked.at(-1)?.messages.at(-1))).toContain('"kilos":7');
  });

  it('asks once, also after something that was read and was too long to keep', async () => {
    const tool: TestParts['tool'] = () => Promise.resolve(found('x'.repeat(300_000)));
    const model = new AnsweringModel([call('look_up', {}), asking, aReply()]);
    const { run, suspend, give, around } = open(model, { tool }, { contextTokens: 500_000 });
    give(await suspend(), true, true);
    expect(await run()).toMatchObject({ outcome: { status: 'completed' } });
    expect(around.calls.map(({ call: { name } }) => name)).toEqual(['look_up', 'look_up']);
  });

  it('sends none of its questions once more when it ends', async () => {
    const { run, suspend, give } = open(new AnsweringModel([asking, aReply()]));
    give(await suspend(), true, true);
    const end = await run();
    const sent = end.kind === 'commit' ? end.outcome.messages : [];
    expect(sent.map(({ event }) => event)).toEqual(['message.replied']);
  });

  it('waits for the answer to a message when it says so', async () => {
    const args = { capability: 'weigh', content: { of: 'it' }, wait: true, timeout: '30s' };
    const model = new AnsweringModel([call('send_message', args), aReply()]);
    const { suspend } = open(model);
    expect(await suspend()).toMatchObject({ wanted: 1, timeoutMs: 30_000 });
  });

  it('waits for as many good answers as it wants', async () => {
    const args = { capabilities: ['a', 'b', 'c'], content: {}, join: 'quorum', quorum: 2 };
    const { suspend } = open(new AnsweringModel([call('ask_capability', args), aReply()]));
    expect(await suspend()).toMatchObject({ wanted: 2 });
  });

  it('is tainted by an answer of a tainted turn, also when it is found in the journal', async () => {
    const send = call('send_message', { capability: 'weigh', content: {} });
    const model = new AnsweringModel([asking, send, new Error('away'), aReply()]);
    const { run, suspend, give, taintAnswers } = open(model);
    give(await suspend(), true, true);
    taintAnswers();
    expect((await run()).kind).toBe('postpone');
    const end = await run();
    const sent = end.kind === 'commit' ? end.outcome.messages : [];
    expect(sent.map(({ metadata }) => metadata?.['tainted'])).toEqual([true, true]);
  });

  it('is told what is wrong with a question, and does not wait', async () => {
    const args = { capabilities: [], content: {}, join: 'quorum' };
    const model = new AnsweringModel([call('ask_capability', args), aReply()]);
    const { run } = open(model);
    expect(await run()).toMatchObject({ kind: 'commit' });
    expect(JSON.stringify(model.asked.at(-1)?.messages.at(-1))).toContain('TOOL_ARGUMENTS_INVALID');
  });
});

describe('a turn of code that asks others', () => {
  const code = [
    {
      name: 'Analyst',
      capabilities: ['data-analysis'],
      handle: async ({ ask }: CodeTurn) => ({ heard: await ask('weigh', { of: 'it' }) }),
    },
  ] as unknown as CodeAgent[];
  const profile = aProfile({ kind: 'code' });

  it('goes on with what they answered', async () => {
    const { run, suspend, give } = open(new AnsweringModel([]), { profile, code });
    give(await suspend(), true);
    expect(await run()).toMatchObject({
      outcome: { messages: [{ content: { heard: { answers: [{ content: { kilos: 7 } }] } } }] },
    });
  });

  it('is not blamed when its answers cannot be read', async () => {
    const gone = new Error('Connection terminated unexpectedly');
    const answers = { load: () => Promise.reject(gone) };
    const { run } = open(new AnsweringModel([]), { profile, code, answers });
    expect(await run()).toMatchObject({ kind: 'postpone', error: { code: 'STORE_UNAVAILABLE' } });
  });
});
