import { isNativeError } from 'node:util/types';
import {
  APICallError,
  InvalidResponseDataError,
  JSONParseError,
  LoadAPIKeyError,
  NoSuchModelError,
  TypeValidationError,
} from '@ai-sdk/provider';
import { ModelError, type ModelErrorCode, type ModelErrorFacts } from '../model.errors.js';
import { readRetryAfter } from './retry.js';
import { snippet } from './snippet.js';

/** Whom a failure is about. */
export interface Asked {
  /** As a person names it: `anthropic (claude-…)`. */
  readonly who: string;
  readonly model: string;
}

/** What a failure means and what to do about it. `{who}` and `{model}` are filled in. */
const meanings = {
  limited: [
    'MODEL_RATE_LIMITED',
    true,
    '{who} limits the rate of requests. Try again later, lower CAXTON_CONCURRENCY, or raise the limit of the account',
  ],
  overloaded: ['MODEL_OVERLOADED', true, '{who} is overloaded. Try again in a few minutes'],
  unavailable: [
    'MODEL_UNAVAILABLE',
    true,
    '{who} cannot answer. Check that the server at its URL runs and can be reached from here, then try again',
  ],
  cut: ['MODEL_UNAVAILABLE', true, '{who} broke off in the middle of its answer. Try again'],
  unpaid: [
    'MODEL_REJECTED',
    false,
    '{who} refuses: the account has no credit left. Pay, or set another provider or key',
  ],
  unauthorized: [
    'MODEL_REJECTED',
    false,
    '{who} refuses the key. Set a valid ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_API_KEY and check that it may use the model "{model}"',
  ],
  missing: [
    'MODEL_REJECTED',
    false,
    '{who} knows no such model or path. Check CAXTON_LLM_MODEL (now "{model}"), the agent\'s llm.model and CAXTON_LLM_BASE_URL',
  ],
  rejected: [
    'MODEL_REJECTED',
    false,
    '{who} refuses the request. Change the prompt, the tools or the llm settings of the agent as its answer says',
  ],
  invalid: [
    'MODEL_ANSWER_INVALID',
    true,
    '{who} answered with something that is not in its protocol. Try again; if it stays, check that CAXTON_LLM_BASE_URL points at an API of that kind',
  ],
  unset: [
    'MODEL_NOT_CONFIGURED',
    false,
    '{who} has no key. Set ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_API_KEY',
  ],
} as const satisfies Readonly<
  Record<string, readonly [code: ModelErrorCode, retryable: boolean, sentence: string]>
>;

type Meaning = keyof typeof meanings;

/** Any failure of a model call, told in our words. Never carries the prompt, a key or a whole body. */
export function toModelError(error: unknown, asked: Asked, now: number): ModelError {
  const causes = causeChain(error);
  const own = causes.find((cause) => cause instanceof ModelError);
  if (own !== undefined) return own;
  const call = causes.find((cause) => APICallError.isInstance(cause));
  if (call?.statusCode !== undefined && call.statusCode >= 400) {
    return fromStatus(call, call.statusCode, asked, now);
  }
  if (causes.some(isBreak)) return describe('cut', asked);
  if (LoadAPIKeyError.isInstance(error)) return describe('unset', asked);
  if (NoSuchModelError.isInstance(error)) return describe('missing', asked);
  const said = readProviderError(error);
  if (said !== undefined) return describe(fromKind(said.kind), asked, said.message);
  return describe(causes.some(isUnreadable) ? 'invalid' : 'unavailable', asked, lastWords(causes));
}

function fromStatus(
  call: InstanceType<typeof APICallError>,
  status: number,
  asked: Asked,
  now: number,
): ModelError {
  const retryAfterMs = readRetryAfter(call.responseHeaders, now);
  const facts = { status, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  const meaning = ofStatus(status, call.responseBody ?? '');
  // Providers repeat the start of a refused key in their answer.
  const words = meaning === 'unauthorized' ? undefined : (call.responseBody ?? call.message);
  return describe(meaning, asked, words, facts);
}

const byStatus: Readonly<Record<number, Meaning>> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'missing',
  408: 'unavailable',
  409: 'unavailable',
  429: 'limited',
  503: 'overloaded',
  529: 'overloaded',
};

function ofStatus(status: number, body: string): Meaning {
  if (/insufficient_quota|credit balance is too low/i.test(body)) return 'unpaid';
  const known = byStatus[status];
  if (known !== undefined) return known;
  return status >= 500 ? 'unavailable' : 'rejected';
}

/** An error told inside a stream that began with 200. */
interface ProviderError {
  readonly kind: string;
  readonly message: string;
}

function readProviderError(error: unknown): ProviderError | undefined {
  if (typeof error !== 'object' || error === null || isNativeError(error)) return undefined;
  const { type, code, message } = error as Record<string, unknown>;
  const kind = [type, code].filter((word) => typeof word === 'string').join(' ');
  return { kind, message: typeof message === 'string' ? message : '' };
}

const byKind: readonly (readonly [RegExp, Meaning])[] = [
  [/quota|billing/, 'unpaid'],
  [/rate_limit|too_many/, 'limited'],
  [/overloaded/, 'overloaded'],
  [/authentication|permission|api_key/, 'unauthorized'],
  [/not_found/, 'missing'],
  [/invalid_request/, 'rejected'],
];

function fromKind(kind: string): Meaning {
  return byKind.find(([pattern]) => pattern.test(kind))?.[1] ?? 'unavailable';
}

/** How Node and the SDK say that an answer that had begun broke off. */
function isBreak(error: unknown): boolean {
  return (
    isNativeError(error) && /^terminated$|without a finish reason|^aborted$/i.test(error.message)
  );
}

function isUnreadable(error: unknown): boolean {
  return [JSONParseError, TypeValidationError, InvalidResponseDataError].some((kind) =>
    kind.isInstance(error),
  );
}

/** The answer ended where it should go on. */
export function brokenOff(asked: Asked): ModelError {
  return describe('cut', asked);
}

function describe(
  meaning: Meaning,
  asked: Asked,
  words?: string,
  facts: Omit<ModelErrorFacts, 'retryable'> = {},
): ModelError {
  const [code, retryable, sentence] = meanings[meaning];
  const told = sentence.replaceAll('{who}', asked.who).replaceAll('{model}', asked.model);
  const quoted = words === undefined || words === '' ? '' : ` It said: ${snippet(words)}`;
  return new ModelError(code, `${told}.${quoted}`, { retryable, ...facts });
}

/** The message of the innermost cause: `connect ECONNREFUSED …` rather than `fetch failed`. */
function lastWords(causes: readonly unknown[]): string | undefined {
  const inner = causes.findLast((cause) => isNativeError(cause));
  // What could not be read may be the whole answer.
  return inner === undefined || isUnreadable(inner) ? undefined : inner.message;
}

function causeChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let next: unknown = error;
  while (next !== undefined && next !== null && chain.length < 8) {
    chain.push(next);
    next = isNativeError(next) ? next.cause : undefined;
  }
  return chain;
}
