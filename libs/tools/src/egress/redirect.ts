import { EgressDenied } from './egress.errors.js';
import type { RequestMethod } from './guarded-request.js';
import { headersForOtherOrigin } from './request-headers.js';

/** What one hop sends. */
export interface Hop {
  readonly url: string;
  readonly method: RequestMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Those that repeat the request as it was; the others go on with GET. */
const repeating = new Set([307, 308]);
const redirects = new Set([301, 302, 303, ...repeating]);

/**
 * Where an answer sends the request next, or nothing if it is an answer. As browsers do, every
 * redirect but 307 and 308 goes on with GET and without the body, and across origins only harmless
 * headers go along. Unlike them, a body never goes to another origin.
 *
 * @throws {EgressDenied} when a body would be sent to another origin
 */
export function nextHop(hop: Hop, status: number, location: string | undefined): Hop | undefined {
  if (!redirects.has(status) || location === undefined) return undefined;
  const url = resolveLocation(location, hop.url);
  const staysHome = url.origin === new URL(hop.url).origin;
  const headers = staysHome ? hop.headers : headersForOtherOrigin(hop.headers);
  if (!repeating.has(status)) {
    const { 'content-type': _, ...rest } = headers;
    return { url: url.href, method: 'GET', headers: rest, body: undefined };
  }
  if (hop.body !== undefined && !staysHome) {
    throw new EgressDenied('a redirect would take the body elsewhere', { isRedirect: true });
  }
  return { url: url.href, method: hop.method, headers, body: hop.body };
}

function resolveLocation(location: string, from: string): URL {
  if (!URL.canParse(location, from)) {
    throw new EgressDenied('a redirect leads to no URL', { isRedirect: true });
  }
  return new URL(location, from);
}
