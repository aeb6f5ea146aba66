import { EgressDenied } from '../egress/egress.errors.js';
import type { GuardedFetch, GuardedResponse } from '../egress/guarded-request.js';

/** What a conversation with a server may take. */
export interface McpLimits {
  /** Of one request, to the last byte of its answer. */
  readonly totalMs: number;
  readonly maxBytes: number;
}

/** Statuses whose responses have no body. */
const empty = new Set([204, 205, 304]);
/** The body was unpacked and measured on the way. */
const notTheirs = new Set(['content-encoding', 'content-length', 'transfer-encoding']);

/**
 * `fetch` for the MCP client, over the guarded way out and without redirects. Each answer is read whole, within
 * its time and size, before the client sees a byte of it. There is no stream beside the requests (GET): a
 * server must answer the request that it was asked, and cannot speak up in between.
 */
export class GuardedMcpFetch {
  /** What the way out said last when it refused or failed; the client wraps it beyond recognition. */
  failure: unknown;
  /** Of the last answer. */
  status: number | undefined;

  constructor(
    private readonly send: GuardedFetch,
    private readonly server: {
      readonly url: URL;
      /** With secrets: they go nowhere else. */
      readonly headers: Readonly<Record<string, string>>;
    },
    private readonly limits: McpLimits,
    private readonly turn: {
      readonly signal: AbortSignal;
      readonly domains?: readonly string[] | undefined;
    },
  ) {}

  readonly fetch = async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const { method = 'GET' } = init;
    if (method !== 'POST' && method !== 'DELETE') return new Response(null, { status: 405 });
    try {
      if (new URL(url).origin !== this.server.url.origin) {
        throw new EgressDenied('the MCP server sends to another origin than its own');
      }
      const response = await this.send({
        url: String(url),
        method,
        headers: { ...Object.fromEntries(new Headers(init.headers)), ...this.server.headers },
        ...(typeof init.body === 'string' ? { body: init.body } : {}),
        signal: this.turn.signal,
        allowedDomains: this.turn.domains,
        limits: { ...this.limits, headersMs: this.limits.totalMs, maxRedirects: 0 },
      });
      this.status = response.status;
      return toResponse(response);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  };
}

function toResponse({ status, headers, body }: GuardedResponse): Response {
  const kept = Object.entries(headers).filter(([name]) => !notTheirs.has(name));
  return new Response(empty.has(status) ? null : new Uint8Array(body), { status, headers: kept });
}
