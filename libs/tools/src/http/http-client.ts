import type { JsonObject, JsonValue } from '#protocol';
import { explainEgress } from '../egress/explain-egress.js';
import type { GuardedFetch, GuardedResponse } from '../egress/guarded-request.js';
import { narrowDomains } from '../policy/narrow-domains.js';
import type { Tool, ToolContext } from '../tool.js';
import { mayBeText } from './decode-text.js';
import { httpParameters, isPost, readHttpCall, type HttpCall } from './http-arguments.js';
import { tellResponse } from './http-result.js';
import { readHttpSettings, type HttpSettings } from './http-settings.js';

/**
 * `http_client`: fetches text from the web, or sends some, through the guarded way out.
 *
 * The result is `{ status, url, content_type, charset, headers, body | json, bytes, truncated }`;
 * an answer with an error status is a result like any other. At most 5 MB, 30 s and 3 redirects;
 * the agent's `tool_config.http_client` may lower that (`readHttpSettings`). A POST carries the
 * call's idempotency key as `Idempotency-Key`.
 */
export function createHttpClient(fetch: GuardedFetch): Tool {
  return {
    name: 'http_client',
    description:
      'Fetches the text behind a URL (CSV, JSON, HTML, XML, plain text) with GET, or sends data with POST. Returns status, content_type and body (or json). Other tools can read the body as source "step:<id of this call>".',
    examples: [
      'Get the data from https://example.com/sales.csv',
      'Fetch this web page',
      'Download the file at this link',
      'What does this API return?',
    ],
    safety: 'read_only',
    safetyOf: (args) => (isPost(args) ? 'unsafe' : 'read_only'),
    readsOutside: true,
    methodOf: (args) => (isPost(args) ? 'POST' : 'GET'),
    parameters: httpParameters,
    // Above the longest time an agent may set, so that the request's own deadline speaks first.
    timeoutMs: 65_000,
    execute: (args, context) => request(fetch, args, context),
  };
}

async function request(
  fetch: GuardedFetch,
  args: JsonObject,
  context: ToolContext,
): Promise<JsonValue> {
  const settings = readHttpSettings(context.settings);
  const call = readHttpCall(args);
  try {
    return tellResponse(await send(fetch, call, settings, context));
  } catch (error) {
    context.signal.throwIfAborted();
    throw explainEgress(error, call.method !== 'POST');
  }
}

async function send(
  fetch: GuardedFetch,
  { url, method, headers, body }: HttpCall,
  { limits, allowedDomains, userAgent }: HttpSettings,
  { signal, idempotencyKey, domains }: ToolContext,
): Promise<GuardedResponse> {
  // Last: whatever a model writes, a repetition is known by the call's own key.
  const key = method === 'POST' ? { 'idempotency-key': idempotencyKey } : {};
  return fetch({
    url,
    method,
    headers: { accept: '*/*', 'user-agent': userAgent, ...inLowerCase(headers), ...key },
    signal,
    limits,
    acceptsType: mayBeText,
    ...(body !== undefined && { body }),
    allowedDomains: narrowDomains(allowedDomains, domains),
  });
}

const inLowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
