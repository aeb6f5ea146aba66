import type { ModelRequest } from './language-model.js';
import { ModelError } from './model.errors.js';
import { ScriptedLanguageModel } from './scripted-language-model.js';

const request: ModelRequest = { system: '', messages: [{ role: 'user', text: 'Hi' }], tools: [] };
const watch = { signal: new AbortController().signal };

describe(ScriptedLanguageModel, () => {
  it('replays its answers in their order and keeps the requests', async () => {
    const model = new ScriptedLanguageModel(
      { toolCalls: [{ id: '1', name: 'look', arguments: {} }] },
      ({ messages }) => ({ text: `after ${messages.length} message` }),
    );

    const first = await model.ask(request, watch);
    const second = await model.ask(request, watch);

    expect(first).toMatchObject({ text: '', finishReason: 'tool_calls', generated: false });
    expect(second).toMatchObject({ text: 'after 1 message', finishReason: 'stop' });
    expect(model.requests).toEqual([request, request]);
  });

  it('fails as it was told to', async () => {
    const error = new ModelError('MODEL_OVERLOADED', 'busy', { retryable: true });

    await expect(new ScriptedLanguageModel(error).ask(request, watch)).rejects.toBe(error);
  });

  it('fails on what nobody recorded', async () => {
    await expect(new ScriptedLanguageModel().ask(request, watch)).rejects.toMatchObject({
      code: 'MODEL_NOT_CONFIGURED',
    });
  });
});
