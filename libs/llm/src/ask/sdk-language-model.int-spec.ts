import {
  callsTools,
  says,
  startAnthropicStub,
  startOpenAiStub,
  type ModelScript,
  type ModelStub,
} from '#testing';
import type { ModelMessage, ModelReply } from '../language-model.js';
import { type SdkLanguageModel } from './sdk-language-model.js';
import { asking, stubbedModel, Witness } from './stubbed-model.fixture.js';

const wires = [
  { wire: 'Anthropic', start: startAnthropicStub, kind: { provider: 'anthropic' } },
  { wire: 'OpenAI chat', start: startOpenAiStub, kind: { provider: 'openai', api: 'chat' } },
  {
    wire: 'OpenAI responses',
    start: startOpenAiStub,
    kind: { provider: 'openai', api: 'responses' },
  },
  { wire: 'compatible', start: startOpenAiStub, kind: { provider: 'openai-compatible' } },
] as const;

/** The assistant's entry and its tool results, as the turn appends them. */
function withResults(reply: ModelReply, ...outputs: readonly string[]): ModelMessage[] {
  const results = reply.toolCalls.map(({ id, name }, index) => ({
    callId: id,
    name,
    output: outputs[index] ?? 'nothing',
  }));
  return [
    { role: 'assistant', ...reply },
    { role: 'tool', results },
  ];
}

/** Every text in a request. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(wires)('a model behind the $wire wire', ({ start, kind }) => {
  let stub: ModelStub | undefined;
  const behind = async (
    ...acts: readonly ModelScript[]
  ): Promise<[SdkLanguageModel, ModelStub]> => {
    stub = await start(...acts);
    return [stubbedModel(kind, stub), stub];
  };
  afterEach(() => stub?.close());

  it('answers with text, piece by piece, and counts the tokens', async () => {
    const [model] = await behind(says('The answer is forty-two, as ever.'));
    const witness = new Witness();

    const reply = await model.ask(asking(), witness);

    expect(reply).toMatchObject({
      text: 'The answer is forty-two, as ever.',
      toolCalls: [],
      usage: { inputTokens: 11, outputTokens: 7 },
      finishReason: 'stop',
      generated: true,
      attempts: 1,
    });
    expect(witness).toMatchObject({ heard: reply.text, restarts: 0 });
  });

  it('asks for several tools at once', async () => {
    const [model] = await behind(
      callsTools(
        { id: 'one', name: 'weather', arguments: { place: 'Mainz' } },
        { id: 'two', name: 'weather', arguments: { place: 'Bruges' } },
      ),
    );

    const reply = await model.ask(asking(), new Witness());

    expect(reply.finishReason).toBe('tool_calls');
    expect(reply.toolCalls).toMatchObject([
      { id: 'one', name: 'weather', arguments: { place: 'Mainz' } },
      { id: 'two', name: 'weather', arguments: { place: 'Bruges' } },
    ]);
    expect(reply.toolCalls.some(({ invalid }) => invalid)).toBe(false);
  });

  it('is told the plain result of a call that a person edited, and what was used', async () => {
    const [model, { requests }] = await behind(
      callsTools({ id: 'one', name: 'weather', arguments: { place: 'Mainz' } }),
      says('It rains.'),
    );
    const first = await model.ask(asking(), new Witness());
    const output = { sky: 'grey' };
    const [result] = first.toolCalls.map(({ id, name }) => ({ callId: id, name, output }));
    if (result === undefined) throw new Error('Nothing was called.');
    const results = [{ ...result, used: { place: 'Bruges' } }];
    const then: ModelMessage[] = [
      { role: 'assistant', ...first },
      { role: 'tool', results },
    ];
    await model.ask(asking('Is it dry?', { then }), new Witness());
    const told = requests.at(-1)?.body ?? {};
    const texts = textsIn(told).filter((text) => text.includes('other arguments'));
    expect(texts).toEqual([
      '{"sky":"grey"}\n\nNote: a person allowed this call with other arguments than yours. It was made with {"place":"Bruges"}.',
    ]);
  });

  it('is told what the tools gave, and what they failed with', async () => {
    const [model, { requests }] = await behind(
      callsTools({ id: 'one', name: 'weather', arguments: { place: 'Mainz' } }),
      says('It rains.'),
    );
    const first = await model.ask(asking('Is it dry?'), new Witness());

    const reply = await model.ask(
      asking('Is it dry?', { then: withResults(first, 'rain over Mainz') }),
      new Witness(),
    );

    expect(reply.text).toBe('It rains.');
    expect(JSON.stringify(requests[1]?.body)).toContain('rain over Mainz');
  });

  it('returns a call of a tool that was not offered, marked', async () => {
    const [model] = await behind(callsTools({ name: 'launch', arguments: {} }));

    const { toolCalls } = await model.ask(asking(), new Witness());

    expect(toolCalls).toMatchObject([
      {
        name: 'launch',
        invalid: {
          reason: 'unknown_tool',
          message: 'There is no tool "launch". The tools are: weather.',
        },
      },
    ]);
  });

  it('returns a call whose arguments are not JSON, marked, and can be told so', async () => {
    const [model] = await behind(
      callsTools({ name: 'weather', arguments: '{"place": Mainz' }),
      says('Sorry.'),
    );

    const first = await model.ask(asking(), new Witness());
    const second = await model.ask(
      asking('Hello?', { then: withResults(first, 'not JSON') }),
      new Witness(),
    );

    expect(first.toolCalls).toMatchObject([
      { arguments: '{"place": Mainz', invalid: { reason: 'malformed_arguments' } },
    ]);
    expect(second.text).toBe('Sorry.');
  });

  it('understands an answer that is an object', async () => {
    const [model] = await behind(says('```json\n{"analysis": "up", "insights": []}\n```'));

    const { structured } = await model.ask(asking(), new Witness());

    expect(structured).toEqual({ analysis: 'up', insights: [] });
  });

  it('sends the system prompt, the tools and a limit of tokens', async () => {
    const [model, { requests }] = await behind(says('Hi.'));

    await model.ask(asking('Hello?', { maxOutputTokens: 321 }), new Witness());

    const sent = JSON.stringify(requests[0]?.body);
    expect(sent).toContain('You are brief.');
    expect(sent).toContain('Tells the weather of a place.');
    expect(sent).toMatch(/"max(_output|_completion)?_tokens":321/);
  });
});

describe('a model that thinks between tool calls', () => {
  it.each([
    ['Anthropic', startAnthropicStub, { provider: 'anthropic' }, 'signed-by-the-stub'],
    ['OpenAI', startOpenAiStub, { provider: 'openai', api: 'responses' }, 'sealed-by-the-stub'],
  ] as const)('gets its own thoughts back: %s', async (_wire, start, kind, seal) => {
    const calls = callsTools({ id: 'one', name: 'weather', arguments: { place: 'Mainz' } });
    const stub = await start({ ...calls, thought: 'I should look.' }, says('It rains.'));
    const model = stubbedModel(kind, stub);

    const first = await model.ask(asking(), new Witness());
    const journalled = JSON.parse(JSON.stringify(first)) as ModelReply;
    await model.ask(asking('Hello?', { then: withResults(journalled, 'rain') }), new Witness());
    await stub.close();

    expect(first.text).toBe('');
    expect(JSON.stringify(stub.requests[1]?.body)).toContain(seal);
  });

  it('does not send the thoughts of one model to another', async () => {
    const anthropic = await startAnthropicStub({ ...says('Yes.'), thought: 'Hm.' });
    const other = await startOpenAiStub(says('No.'));
    const first = await stubbedModel({ provider: 'anthropic' }, anthropic).ask(
      asking(),
      new Witness(),
    );

    const state = { ...(first.state as object), model: 'another-model' };
    await stubbedModel({ provider: 'openai-compatible' }, other).ask(
      asking('Hello?', { then: [{ role: 'assistant', text: first.text, state }] }),
      new Witness(),
    );
    await Promise.all([anthropic.close(), other.close()]);

    expect(JSON.stringify(other.requests[0]?.body)).not.toContain('signed-by-the-stub');
    expect(JSON.stringify(other.requests[0]?.body)).toContain('Yes.');
  });
});
