import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  answersRaw,
  babbles,
  cutsOff,
  drips,
  endsEarly,
  failsInStream,
  floods,
  neverAnswers,
  refuses,
  says,
  stalls,
  startAnthropicStub,
  startOpenAiStub,
  type ModelScript,
  type ModelStub,
} from '#testing';
import { ModelError } from '../model.errors.js';
import { Circuit } from './circuit.js';
import type { AskLimits } from './limits.js';
import type { SdkLanguageModel } from './sdk-language-model.js';
import { asking, failureOf, stubbedModel, Witness } from './stubbed-model.fixture.js';

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

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe.each(wires)('a provider that fails, on the $wire wire', ({ start, kind }) => {
  let stub: ModelStub | undefined;
  const behind = async (
    limits: Partial<AskLimits>,
    ...acts: readonly ModelScript[]
  ): Promise<[SdkLanguageModel, ModelStub]> => {
    stub = await start(...acts);
    return [stubbedModel(kind, stub, limits), stub];
  };
  afterEach(() => stub?.close());

  it.each([
    ['429', refuses(429, { headers: { 'retry-after-ms': '30' } })],
    ['500', refuses(500)],
    ['529', refuses(529)],
    ['a cut connection', cutsOff()],
    ['an answer that ends too early', endsEarly()],
    ['malformed JSON', babbles()],
    ['an error told in the stream', failsInStream('overloaded_error')],
  ])('is asked again after %s', async (_fault, act) => {
    const [model, { requests }] = await behind({}, act, says('At last.'));
    const witness = new Witness();

    const reply = await model.ask(asking(), witness);

    expect(reply).toMatchObject({ text: 'At last.', attempts: 2 });
    expect(requests).toHaveLength(2);
    expect(witness.heard).toBe('At last.');
  });

  it.each([
    ['breaks off', cutsOff(), 'MODEL_UNAVAILABLE', 'broke off'],
    ['ends too early', endsEarly(), 'MODEL_UNAVAILABLE', 'broke off'],
    ['sends malformed JSON', babbles(), 'MODEL_ANSWER_INVALID', 'not in its protocol'],
    ['tells of an overload', failsInStream('overloaded_error'), 'MODEL_OVERLOADED', 'overloaded'],
  ])('is told apart when every answer %s', async (_fault, act, code, words) => {
    const [model, { requests }] = await behind({}, act);

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code, retryable: true, attempts: 5 });
    expect(error.message).toContain(words);
    expect(requests).toHaveLength(5);
  });

  it.each([
    [429, 'MODEL_RATE_LIMITED'],
    [500, 'MODEL_UNAVAILABLE'],
    [503, 'MODEL_OVERLOADED'],
    [529, 'MODEL_OVERLOADED'],
  ] as const)('is asked five times at most: %d', async (status, code) => {
    const [model, { requests }] = await behind({}, refuses(status));

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code, status, retryable: true, attempts: 5 });
    expect(requests).toHaveLength(5);
  });

  it.each([
    [400, /refuses the request/],
    [401, /refuses the key\. Set a valid/],
    [403, /refuses the key/],
    [404, /knows no such model.*CAXTON_LLM_MODEL/],
    [413, /refuses the request/],
  ])('is not asked again when it refuses: %d', async (status, message) => {
    const [model, { requests }] = await behind({}, refuses(status));

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code: 'MODEL_REJECTED', status, retryable: false });
    expect(error.message).toMatch(message);
    expect(requests).toHaveLength(1);
  });

  it('is left alone for as long as it asks', async () => {
    const act = refuses(429, { headers: { 'retry-after': '1' } });
    const [model] = await behind({}, act, says('Now.'));
    const before = performance.now();

    await model.ask(asking(), new Witness());

    expect(performance.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  it('is not waited for when it asks for more than the turn can give', async () => {
    const [model, { requests }] = await behind(
      {},
      refuses(429, { headers: { 'retry-after': '600' } }),
    );

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code: 'MODEL_RATE_LIMITED', retryAfterMs: 600_000 });
    expect(requests).toHaveLength(1);
  });

  it('is given up when it never answers, and its socket is freed', async () => {
    const [model, { requests, deserted }] = await behind({ callMs: 150 }, neverAnswers());

    const error = await failureOf(model.ask(asking(), new Witness()));
    await deserted();

    expect(error).toMatchObject({ code: 'MODEL_TIMEOUT', retryable: true, attempts: 1 });
    expect(error.message).toContain('did not finish its answer in 0.15 s');
    expect(requests).toHaveLength(1);
  });

  it('is given up when it falls silent in the middle of an answer', async () => {
    const [model, { deserted }] = await behind({ idleMs: 100 }, stalls());

    const error = await failureOf(model.ask(asking(), new Witness()));
    await deserted();

    expect(error).toMatchObject({ code: 'MODEL_TIMEOUT' });
    expect(error.message).toContain('fell silent for 0.1 s');
  });

  it('is given up when it falls silent, also after garbage was collected meanwhile', async () => {
    const [model, { deserted }] = await behind({ idleMs: 200 }, stalls());
    const witness = new Witness();
    const collecting = setInterval(collectGarbage, 20);

    const error = await failureOf(model.ask(asking(), witness));
    clearInterval(collecting);
    await deserted();

    expect(error).toMatchObject({ code: 'MODEL_TIMEOUT' });
  });

  it('is given up when it drips for ever', async () => {
    const [model, { deserted }] = await behind({ callMs: 300, idleMs: 200 }, drips(20));

    const error = await failureOf(model.ask(asking(), new Witness()));
    await deserted();

    expect(error.code).toBe('MODEL_TIMEOUT');
  });

  it.each([
    ['bytes', { maxAnswerBytes: 1_000_000 }],
    ['characters', { maxAnswerCharacters: 100_000 }],
  ])('is cut off when it answers with 10 MB: too many %s', async (_what, limits) => {
    const [model, { requests, deserted }] = await behind(limits, floods(10_000_000));

    const error = await failureOf(model.ask(asking(), new Witness()));
    await deserted();

    expect(error).toMatchObject({ code: 'MODEL_ANSWER_TOO_LARGE', retryable: false });
    expect(requests).toHaveLength(1);
  });

  it('is told from a web page that answers in its place', async () => {
    const [model] = await behind({}, answersRaw('<html>Welcome to our proxy</html>'));

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code: 'MODEL_ANSWER_INVALID', retryable: false, attempts: 1 });
    expect(error.message).not.toContain('Welcome');
  });

  it('leaves no answer behind when the caller gives up, and frees the socket', async () => {
    const [model, { deserted }] = await behind({}, drips(5));
    const witness = new Witness();
    const answer = model.ask(asking(), {
      signal: witness.signal,
      onDelta: () => {
        witness.caller.abort(new Error('the turn is over'));
      },
    });

    await expect(answer).rejects.toThrow('the turn is over');
    await deserted();
  });

  it('is not asked at all by a caller who has given up', async () => {
    const [model, { requests }] = await behind({}, says('Hi.'));
    const signal = AbortSignal.abort(new Error('too late'));

    await expect(model.ask(asking(), { signal })).rejects.toThrow('too late');
    expect(requests).toHaveLength(0);
  });

  it('never sees its key or the prompt in an error', async () => {
    const told = 'Incorrect API key provided: sk-test-0123456789. Bearer sk-test-0123456789';
    const [model, server] = await behind({}, refuses(401, { message: told }));
    const unauthorized = await failureOf(model.ask(asking('top secret'), new Witness()));
    server.script(refuses(400, { message: told }));
    const rejected = await failureOf(model.ask(asking('top secret'), new Witness()));

    for (const error of [unauthorized, rejected]) {
      const everything = `${error.message} ${JSON.stringify(error)} ${String(error.stack)}`;
      expect(everything).not.toMatch(/sk-test|top secret/);
    }
    expect(rejected.message).toContain('It said: "Incorrect API key provided: (hidden)');
  });
});

describe('a provider that is not there', () => {
  it('is told apart by where it should be', async () => {
    const stub = await startOpenAiStub();
    await stub.close();
    const model = stubbedModel({ provider: 'openai-compatible' }, stub);

    const error = await failureOf(model.ask(asking(), new Witness()));

    expect(error).toMatchObject({ code: 'MODEL_UNAVAILABLE', retryable: true, attempts: 5 });
    expect(error.message).toContain('ECONNREFUSED');
  });

  it('is spared after five calls that failed, and asked again later', async () => {
    const stub = await startOpenAiStub(refuses(500));
    const model = stubbedModel({ provider: 'openai-compatible' }, stub, { maxRetries: 0 });
    for (let asks = 0; asks < 5; asks += 1) await failureOf(model.ask(asking(), new Witness()));

    const error = await failureOf(model.ask(asking(), new Witness()));
    await stub.close();

    expect(error.message).toContain('is being spared');
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(stub.requests).toHaveLength(5);
  });

  it('is asked once, not five times, when it is tried again after it was spared', async () => {
    const stub = await startOpenAiStub(refuses(500));
    let now = 0;
    const circuit = new Circuit('the stub', { monotonic: () => now });
    const down = new ModelError('MODEL_UNAVAILABLE', 'down', { retryable: true });
    for (let asks = 0; asks < 5; asks += 1) circuit.failed(down);
    now = 10_000;

    const model = stubbedModel({ provider: 'openai-compatible' }, stub, {}, circuit);
    const error = await failureOf(model.ask(asking(), new Witness()));
    await stub.close();

    expect(error).toMatchObject({ code: 'MODEL_UNAVAILABLE', attempts: 1 });
    expect(stub.requests).toHaveLength(1);
  });

  it('is not asked again by those who waited while others found it down', async () => {
    const stub = await startOpenAiStub(refuses(500));
    const model = stubbedModel({ provider: 'openai-compatible' }, stub, { maxBackoffMs: 200 });

    const failures = await Promise.all(
      Array.from({ length: 5 }, () => failureOf(model.ask(asking(), new Witness()))),
    );
    await stub.close();

    expect(failures.map(({ code }) => code)).toEqual(failures.map(() => 'MODEL_UNAVAILABLE'));
    // Those that were under way when the fifth failed.
    expect(stub.requests.length).toBeLessThanOrEqual(9);
  });
});
