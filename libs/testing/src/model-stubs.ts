import { AnthropicWire } from './anthropic-wire.js';
import { startModelStub, type ModelScript, type ModelStub } from './model-stub.js';
import { OpenAiChatWire } from './openai-chat-wire.js';
import { OpenAiResponsesWire } from './openai-responses-wire.js';

/** Anthropic on this machine: `POST /v1/messages`, JSON and server-sent events. */
export function startAnthropicStub(...acts: readonly ModelScript[]): Promise<ModelStub> {
  return startModelStub(
    { wireOf: (path) => (path === '/v1/messages' ? new AnthropicWire() : undefined) },
    acts,
  );
}

/**
 * OpenAI on this machine, and with it Ollama and any compatible server: `POST /v1/chat/completions`
 * and `/v1/responses`, JSON and server-sent events; `GET /v1/models` and Ollama's `/api/tags` name
 * one model, `stub-model`.
 */
export function startOpenAiStub(...acts: readonly ModelScript[]): Promise<ModelStub> {
  return startModelStub(
    {
      wireOf: (path) => {
        if (path === '/v1/chat/completions') return new OpenAiChatWire();
        return path === '/v1/responses' ? new OpenAiResponsesWire() : undefined;
      },
      pages: {
        '/v1/models': { object: 'list', data: [{ id: 'stub-model', object: 'model' }] },
        '/api/tags': { models: [{ name: 'stub-model', size: 1 }] },
      },
    },
    acts,
  );
}
