import type { ModelStub } from '#testing';
import { openProvider, type ProviderAccess } from '../choose/open-provider.js';
import type { ModelMessage, ModelReply, ModelRequest, ModelWatch } from '../language-model.js';
import { ModelError } from '../model.errors.js';
import type { Circuit } from './circuit.js';
import type { AskLimits } from './limits.js';
import { createModelFetch } from './model-fetch.js';
import { SdkLanguageModel } from './sdk-language-model.js';

/** Quick, so that a test of retries and silence takes no longer than it must. */
const quickLimits: Partial<AskLimits> = { backoffMs: 20, maxBackoffMs: 40 };

const clock = { now: () => Date.now(), monotonic: () => performance.now() };

type Kind = Pick<ProviderAccess, 'provider' | 'api'>;

/** A model that asks a stub. */
export function stubbedModel(
  kind: Kind,
  stub: ModelStub,
  limits: Partial<AskLimits> = {},
  circuit?: Circuit,
): SdkLanguageModel {
  const { maxAnswerBytes = 8_388_608 } = limits;
  const opened = openProvider({
    ...kind,
    model: 'stub-model',
    baseUrl: stub.baseUrl,
    apiKey: 'sk-test-0123456789',
    fetch: createModelFetch(kind.provider, maxAnswerBytes),
  });
  const { providerOptions } = opened;
  return new SdkLanguageModel({
    provider: kind.provider,
    sdk: opened.sdk,
    generated: true,
    clock,
    strictTools: opened.strictTools,
    takesSchema: opened.takesSchema,
    limits: { ...quickLimits, ...limits },
    ...(circuit && { circuit }),
    ...(providerOptions && { providerOptions: () => providerOptions }),
  });
}

const weather = {
  name: 'weather',
  description: 'Tells the weather of a place.',
  parameters: {
    type: 'object',
    properties: { place: { type: 'string' } },
    required: ['place'],
    additionalProperties: false,
  },
  safety: 'read_only',
} as const;

/** A request of one user message, with a tool. */
export function asking(
  text = 'Hello?',
  more: Partial<ModelRequest> & { readonly then?: readonly ModelMessage[] } = {},
): ModelRequest {
  const { then = [], ...rest } = more;
  return {
    system: 'You are brief.',
    messages: [{ role: 'user', text }, ...then],
    tools: [weather],
    ...rest,
  };
}

/** Watches an answer and keeps what it was told. */
export class Witness implements ModelWatch {
  readonly caller = new AbortController();
  readonly signal = this.caller.signal;
  heard = '';
  restarts = 0;
  readonly onDelta = (text: string): void => {
    this.heard += text;
  };
  readonly onRestart = (): void => {
    this.heard = '';
    this.restarts += 1;
  };
}

/** The error that a model fails with. Fails when there is an answer, or another error. */
export async function failureOf(answer: Promise<ModelReply>): Promise<ModelError> {
  const error: unknown = await answer.then(
    (reply) => new TypeError(`there is an answer: ${reply.text}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ModelError) return error;
  throw error;
}
