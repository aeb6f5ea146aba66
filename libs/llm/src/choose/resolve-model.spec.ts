import { ModelError } from '../model.errors.js';
import { resolveAgentModel, resolveFallback, resolveModel } from './resolve-model.js';

const codeOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error instanceof ModelError ? error.code : error;
  }
};
const keys = { anthropicApiKey: 'a-key', openaiApiKey: 'o-key' };
const baseUrl = 'http://127.0.0.1:8000/v1';

describe(resolveModel, () => {
  it.each([
    [
      'Anthropic by its key',
      { anthropicApiKey: 'a-key' },
      { provider: 'anthropic', apiKey: 'a-key' },
    ],
    ['OpenAI by its key', { openaiApiKey: 'o-key' }, { provider: 'openai', apiKey: 'o-key' }],
    ['Anthropic when both keys are set', keys, { provider: 'anthropic' }],
    [
      'the base URL before any key',
      { ...keys, baseUrl },
      { provider: 'openai-compatible', baseUrl },
    ],
    [
      'the named provider before everything',
      { ...keys, baseUrl, provider: 'embedded' as const },
      { provider: 'embedded', model: 'caxton-embedded-1' },
    ],
    [
      'the named model',
      { anthropicApiKey: 'a-key', model: 'claude-next' },
      { model: 'claude-next' },
    ],
  ])('finds %s', (_what, settings, expected) => {
    expect(resolveModel(settings)).toMatchObject(expected);
  });

  it('finds nothing when nothing is set', () => {
    expect(resolveModel({})).toBeUndefined();
  });

  it('never sends the key of Anthropic or OpenAI to another server', () => {
    expect(resolveModel({ ...keys, baseUrl })?.apiKey).toBeUndefined();
    expect(resolveModel({ ...keys, baseUrl, apiKey: 'mine' })?.apiKey).toBe('mine');
  });

  it.each([
    ['anthropic' as const, /needs ANTHROPIC_API_KEY/],
    ['openai' as const, /needs OPENAI_API_KEY/],
    ['openai-compatible' as const, /needs CAXTON_LLM_BASE_URL/],
  ])('refuses %s without what it needs, instead of falling back', (provider, message) => {
    expect(codeOf(() => resolveModel({ provider }))).toBe('MODEL_NOT_CONFIGURED');
    expect(() => resolveModel({ provider })).toThrow(message);
  });

  it.each([
    [undefined, 'http://127.0.0.1:11434/v1'],
    ['http://gpu:11434', 'http://gpu:11434/v1'],
    ['http://gpu:11434/v1/', 'http://gpu:11434/v1'],
  ])('finds the API of an Ollama at %s', (given, expected) => {
    expect(resolveModel({ provider: 'ollama', baseUrl: given })?.baseUrl).toBe(expected);
  });
});

describe(resolveAgentModel, () => {
  const settings = { ...keys, baseUrl, model: 'llama', apiKey: 'mine' };
  const server = {
    provider: 'openai-compatible',
    model: 'llama',
    baseUrl,
    apiKey: 'mine',
    reason: '',
  } as const;

  it('is the server’s unless the agent says otherwise', () => {
    expect(resolveAgentModel(server, settings, {})).toEqual(server);
    expect(resolveAgentModel(server, settings, { model: 'qwen' })).toEqual({
      ...server,
      model: 'qwen',
    });
  });

  it('takes neither URL nor model nor key of the server to another provider', () => {
    const {
      provider,
      model,
      baseUrl: url,
      apiKey,
    } = resolveAgentModel(server, settings, {
      provider: 'anthropic',
    });

    expect({ provider, url, apiKey }).toEqual({
      provider: 'anthropic',
      url: undefined,
      apiKey: 'a-key',
    });
    expect(model).toMatch(/^claude/);
  });

  it('refuses a provider whose key the server does not have', () => {
    expect(codeOf(() => resolveAgentModel(server, {}, { provider: 'openai' }))).toBe(
      'MODEL_NOT_CONFIGURED',
    );
  });

  it('keeps the embedded model whatever name an agent gives it', () => {
    const embedded = { provider: 'embedded', model: 'caxton-embedded-1', reason: '' } as const;

    expect(resolveAgentModel(embedded, {}, { model: 'gpt-4o', temperature: 0.1 })).toEqual(
      embedded,
    );
  });
});

describe(resolveFallback, () => {
  const server = { provider: 'anthropic', model: 'claude', apiKey: 'a-key', reason: '' } as const;

  it.each([
    [
      'another model of the server’s provider',
      { ...keys, fallbackModel: 'haiku' },
      {},
      { provider: 'anthropic', model: 'haiku', apiKey: 'a-key' },
    ],
    [
      'another provider with its own key',
      { ...keys, fallbackProvider: 'openai' as const, fallbackModel: 'gpt' },
      {},
      { provider: 'openai', model: 'gpt', apiKey: 'o-key' },
    ],
    [
      'the embedded model, if that is wanted',
      { ...keys, fallbackProvider: 'embedded' as const },
      {},
      { provider: 'embedded', model: 'caxton-embedded-1' },
    ],
    [
      'whom the agent chose, at the provider of the agent',
      { ...keys, fallbackModel: 'haiku' },
      { provider: 'openai' as const, model: 'gpt', fallback_model: 'gpt-mini' },
      { provider: 'openai', model: 'gpt-mini' },
    ],
  ])('is %s', (_what, settings, agent, expected) => {
    expect(resolveFallback(server, settings, agent)).toMatchObject(expected);
  });

  it.each([
    ['none is set', keys, {}],
    [
      'the agent asks that very model first',
      { ...keys, fallbackModel: 'haiku' },
      { model: 'haiku' },
    ],
  ])('is nobody when %s', (_when, settings, agent) => {
    expect(resolveFallback(server, settings, agent)).toBeUndefined();
  });

  it('refuses a provider whose key the server does not have', () => {
    const settings = { fallbackProvider: 'openai', fallbackModel: 'gpt' } as const;
    expect(codeOf(() => resolveFallback(server, settings, {}))).toBe('MODEL_NOT_CONFIGURED');
  });
});
