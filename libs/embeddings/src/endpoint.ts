import { z } from 'zod';
import { postJson, type Access } from './post-json.js';

/** A model behind HTTP that turns texts into vectors. */
export interface EmbeddingEndpoint {
  /** Provider and model; part of the fingerprint. */
  readonly name: string;
  /** One vector per text, in their order. @throws {EmbedderUnavailable} */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<readonly (readonly number[])[]>;
}

export interface EndpointSettings extends Access {
  readonly model: string;
  /** Asked of models that can shorten their vectors. */
  readonly dimensions?: number | undefined;
}

const openAiAnswer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()) })),
});

/** `POST {base}/embeddings`: OpenAI, vLLM, llama.cpp, LM Studio, text-embeddings-inference, … */
export function openAiEndpoint(provider: string, settings: EndpointSettings): EmbeddingEndpoint {
  const { model, dimensions } = settings;
  const name = `${provider}/${model}`;
  return {
    name,
    embed: async (input, signal) => {
      const body = { model, input, encoding_format: 'float', ...(dimensions && { dimensions }) };
      const { data } = await postJson(name, settings, ['embeddings', body], openAiAnswer, signal);
      return [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
    },
  };
}

const ollamaAnswer = z.object({ embeddings: z.array(z.array(z.number())) });

/** `POST {base}/api/embed` of Ollama. */
export function ollamaEndpoint(settings: EndpointSettings): EmbeddingEndpoint {
  const { model, dimensions } = settings;
  const name = `ollama/${model}`;
  return {
    name,
    embed: async (input, signal) => {
      const body = { model, input, truncate: true, ...(dimensions && { dimensions }) };
      const answer = await postJson(name, settings, ['api/embed', body], ollamaAnswer, signal);
      return answer.embeddings;
    },
  };
}
