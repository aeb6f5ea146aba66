import {
  parseDuration,
  type HttpToolDefinition,
  type JsonObject,
  type JsonValue,
  type SecretReference,
} from '#protocol';
import { explainEgress } from '../egress/explain-egress.js';
import { withinAll, type GuardedFetch } from '../egress/guarded-request.js';
import { mayBeText } from '../http/decode-text.js';
import { tellResponse } from '../http/http-result.js';
import { conceal, concealText } from '../secrets/conceal.js';
import type { SecretKeeper } from '../secrets/secret-keeper.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext, ToolDescription, ToolSafety } from '../tool.js';
import { buildRequest } from './build-request.js';
import { tameSchema } from './tame-schema.js';

/** What is not said in a definition. */
export const httpToolDefaults = {
  method: 'GET',
  timeout: '15s',
  maxResponseBytes: 1_048_576,
} as const;

type Method = NonNullable<HttpToolDefinition['method']>;

/** What the methods promise (RFC 9110 §9.2). */
const safeties: Readonly<Record<Method, ToolSafety>> = {
  GET: 'read_only',
  PUT: 'idempotent',
  DELETE: 'idempotent',
  POST: 'unsafe',
  PATCH: 'unsafe',
};

/** What a registered tool is to agents and people, without what is needed to call it. */
export function describeHttpTool(definition: HttpToolDefinition): ToolDescription {
  const { name, description, examples = [], method = httpToolDefaults.method } = definition;
  return {
    ...{ name, description, examples },
    source: 'http',
    safety: definition.safety ?? safeties[method],
    readsOutside: true,
    parameters: tameSchema(definition.parameters ?? {}),
  };
}

/**
 * A registered tool behind an HTTP endpoint: the arguments go where its definition wants them, the request
 * takes the guarded way out, and the answer is told as `http_client` tells it. Secrets are put in last, only
 * for hosts of their own, and blotted out of whatever comes back.
 */
export function createHttpTool(
  definition: HttpToolDefinition,
  fetch: GuardedFetch,
  secrets: SecretKeeper,
): Tool {
  const { method = httpToolDefaults.method, timeout = httpToolDefaults.timeout } = definition;
  return {
    ...describeHttpTool(definition),
    methodOf: () => method,
    // Above the request's own deadline, which tells more.
    timeoutMs: parseDuration(timeout) + 2_000,
    execute: (args, context) => new HttpCall(definition, secrets, fetch).make(args, context),
  };
}

class HttpCall {
  /** That went out with the request. */
  private readonly revealed: string[] = [];

  constructor(
    private readonly definition: HttpToolDefinition,
    private readonly secrets: SecretKeeper,
    private readonly fetch: GuardedFetch,
  ) {}

  async make(args: JsonObject, context: ToolContext): Promise<JsonValue> {
    const { safety, method = httpToolDefaults.method } = this.definition;
    const mayRepeat = (safety ?? safeties[method]) !== 'unsafe';
    try {
      return conceal(await this.send(args, context), this.revealed);
    } catch (error) {
      context.signal.throwIfAborted();
      throw this.concealed(explainEgress(error, mayRepeat));
    }
  }

  private async send(args: JsonObject, context: ToolContext): Promise<JsonValue> {
    const { method = httpToolDefaults.method, headers = {} } = this.definition;
    const request = buildRequest(this.definition, args);
    const host = new URL(request.url).hostname;
    const limits = {
      ...withinAll(parseDuration(this.definition.timeout ?? httpToolDefaults.timeout)),
      maxBytes: this.definition.max_response_bytes ?? httpToolDefaults.maxResponseBytes,
    };
    return tellResponse(
      await this.fetch({
        url: request.url,
        method,
        headers: {
          accept: 'application/json, text/*;q=0.9, */*;q=0.5',
          'user-agent': 'Caxton/1.0',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...inLowerCase(request.headers),
          ...this.written(headers, host),
          // Last: whatever a model writes, a repetition is known by the call's own key.
          ...(method === 'GET' ? {} : { 'idempotency-key': context.idempotencyKey }),
        },
        ...(request.body === undefined ? {} : { body: request.body }),
        signal: context.signal,
        limits,
        acceptsType: mayBeText,
        allowedDomains: context.domains,
      }),
    );
  }

  private written(
    headers: NonNullable<HttpToolDefinition['headers']>,
    host: string,
  ): Record<string, string> {
    const entries = Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : this.reveal(value, host),
    ]);
    return inLowerCase(Object.fromEntries(entries) as Record<string, string>);
  }

  private reveal(reference: SecretReference, host: string): string {
    const value = this.secrets.reveal(reference, host);
    this.revealed.push(value);
    return `${reference.prefix ?? ''}${value}`;
  }

  private concealed(error: unknown): unknown {
    if (!(error instanceof ToolFault)) return error;
    return new ToolFault(error.code, concealText(error.message, this.revealed));
  }
}

const inLowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
