import {
  drips,
  refuses,
  says,
  startAnthropicStub,
  startOpenAiStub,
  type ModelStub,
} from '#testing';
import { asking, Witness } from '../ask/stubbed-model.fixture.js';
import { WordEmbedder } from '../embedded/embedded.fixture.js';
import {
  chooseModel,
  ScriptedLanguageModel,
  type ModelChooser,
  type ModelSettings,
} from '../index.js';
import type { ModelParts } from './model-chooser.js';

/** Nothing listens there: port 9 is for discarding. */
const nowhere = 'http://127.0.0.1:9/v1';
const said: { level: string; facts: object; sentence: string }[] = [];
const parts: ModelParts = {
  embedder: new WordEmbedder(),
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  log: {
    info: (facts, sentence) => said.push({ level: 'info', facts, sentence }),
    warn: (facts, sentence) => said.push({ level: 'warn', facts, sentence }),
  },
  ollamaUrl: nowhere,
};

describe(chooseModel, () => {
  const stubs: ModelStub[] = [];
  const kept = async (stub: Promise<ModelStub>): Promise<ModelStub> => {
    stubs.push(await stub);
    return stub;
  };
  const choose = (settings: ModelSettings, more: Partial<ModelParts> = {}): Promise<ModelChooser> =>
    chooseModel(settings, { ...parts, ...more });
  beforeEach(() => (said.length = 0));
  afterEach(() => Promise.all(stubs.splice(0).map((stub) => stub.close())));

  it('takes the embedded model when nothing is set, and says so once', async () => {
    const chooser = await choose({});
    const reply = await chooser.forAgent().ask(asking('Hello?'), new Witness());
    await chooser.forAgent().ask(asking('Hello again?'), new Witness());

    expect(chooser.chosen).toMatchObject({ provider: 'embedded', generated: false });
    expect(reply).toMatchObject({ generated: false, usage: { inputTokens: 0, outputTokens: 0 } });
    expect(said).toMatchObject([
      { level: 'warn', sentence: expect.stringContaining('no language model') as string },
    ]);
  });

  it('finds an Ollama on this machine and its first model that can talk', async () => {
    const { baseUrl } = await kept(startOpenAiStub(says('Hi.')));

    const chooser = await choose({}, { ollamaUrl: baseUrl });

    expect(chooser.chosen).toMatchObject({ provider: 'ollama', model: 'stub-model' });
    await expect(chooser.forAgent().ask(asking(), new Witness())).resolves.toMatchObject({
      text: 'Hi.',
      generated: true,
    });
  });

  it('asks a compatible server for its model when none is named', async () => {
    const { baseUrl } = await kept(startOpenAiStub());

    expect((await choose({ baseUrl })).chosen).toMatchObject({
      provider: 'openai-compatible',
      model: 'stub-model',
    });
  });

  it('refuses to start when a server that is set does not tell its models', async () => {
    await expect(choose({ baseUrl: nowhere })).rejects.toMatchObject({
      code: 'MODEL_NOT_CONFIGURED',
      message: expect.stringContaining('CAXTON_LLM_MODEL') as string,
    });
    await expect(choose({ baseUrl: nowhere, model: 'llama' })).resolves.toBeDefined();
  });

  it.each([{ required: true }, { required: true, provider: 'embedded' as const }])(
    'refuses to start without a language model when one is required: %j',
    async (settings) => {
      await expect(choose(settings)).rejects.toMatchObject({
        code: 'MODEL_NOT_CONFIGURED',
        message: expect.stringContaining('CAXTON_LLM_REQUIRED') as string,
      });
    },
  );

  it('asks Anthropic with its key, and an agent’s settings', async () => {
    const { baseUrl, requests } = await kept(startAnthropicStub(says('Hi.')));
    const chooser = await choose({ provider: 'anthropic', anthropicApiKey: 'a-key', baseUrl });

    await chooser
      .forAgent({ model: 'claude-haiku-4-5', temperature: 0.3, max_tokens: 99 })
      .ask(asking(), new Witness());

    expect(requests[0]?.headers['x-api-key']).toBe('a-key');
    expect(requests[0]?.body).toMatchObject({
      model: 'claude-haiku-4-5',
      temperature: 0.3,
      max_tokens: 99,
    });
  });

  it('asks OpenAI’s chat completions at any URL but its own', async () => {
    const { baseUrl, requests } = await kept(startOpenAiStub(says('Hi.')));
    const chooser = await choose({ provider: 'openai', openaiApiKey: 'o-key', baseUrl });

    await chooser.forAgent().ask(asking(), new Witness());

    expect(requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer o-key' },
    });
  });

  it('tells no provider what only the embedded model may read', async () => {
    const { baseUrl, requests } = await kept(startOpenAiStub(says('Hi.')));
    const chooser = await choose({ baseUrl });

    await chooser
      .forAgent()
      .ask(asking('Hi', { provenance: { content: { secret_key: 'xyzzy' } } }), new Witness());

    expect(JSON.stringify(requests[0]?.body)).not.toMatch(/xyzzy|provenance|caxton/);
  });

  it('gives each call the time that is set', async () => {
    const { baseUrl, deserted } = await kept(startOpenAiStub(drips(10)));
    const chooser = await choose({ baseUrl, timeoutMs: 200 });

    const answer = chooser.forAgent().ask(asking(), new Witness());

    await expect(answer).rejects.toMatchObject({ code: 'MODEL_TIMEOUT' });
    await deserted();
  });

  it('gives the same model for the same settings, another for others', async () => {
    const chooser = await choose({ provider: 'openai', openaiApiKey: 'o-key' });

    expect(chooser.forAgent({ temperature: 0 })).toBe(chooser.forAgent({ temperature: 0 }));
    expect(chooser.forAgent({ temperature: 0 })).not.toBe(chooser.forAgent());
  });

  it('refuses an agent whose provider has no key here, instead of falling back', async () => {
    const chooser = await choose({});

    expect(() => chooser.forAgent({ provider: 'openai' })).toThrow(/needs OPENAI_API_KEY/);
    expect(() => chooser.forAgent({ provider: 'scripted' })).toThrow(/there are none here/);
  });

  it('has the fallback model answer once the first has failed as often as it is asked', async () => {
    const { baseUrl, requests } = await kept(
      startOpenAiStub(({ body }) =>
        (body as { model: string }).model === 'llama' ? refuses(500) : says('In its place.'),
      ),
    );
    const chooser = await choose(
      { baseUrl, model: 'llama', fallbackModel: 'small' },
      { limits: { backoffMs: 20, maxBackoffMs: 40 } },
    );

    const reply = await chooser.forAgent().ask(asking(), new Witness());
    await chooser.forAgent().ask(asking(), new Witness());

    expect(reply).toMatchObject({
      text: 'In its place.',
      answeredBy: { provider: 'openai-compatible', model: 'small' },
    });
    const asked = requests.map(({ body }) => (body as { model: string }).model);
    // Five failures, and then the first is being spared.
    expect(asked).toEqual([...Array.from({ length: 5 }, () => 'llama'), 'small', 'small']);
    expect(said.filter(({ level }) => level === 'warn')).toMatchObject([
      { facts: { code: 'MODEL_UNAVAILABLE', answered_by: 'openai-compatible/small' } },
      { facts: { code: 'MODEL_UNAVAILABLE' } },
    ]);
  });

  it('refuses to start when the fallback model lacks its key', async () => {
    await expect(
      choose({ provider: 'embedded', fallbackProvider: 'openai' }),
    ).rejects.toMatchObject({ code: 'MODEL_NOT_CONFIGURED' });
  });

  it('replays recorded answers when it is given some', async () => {
    const scripted = new ScriptedLanguageModel({ text: 'As recorded.' });
    const chooser = await choose({ provider: 'scripted' }, { scripted });

    await expect(chooser.forAgent().ask(asking(), new Witness())).resolves.toMatchObject({
      text: 'As recorded.',
    });
  });
});
