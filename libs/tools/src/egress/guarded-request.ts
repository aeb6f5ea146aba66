/** Bounds of one request, redirects included. */
export interface EgressLimits {
  /** From the first look-up to the last byte. @default 30 seconds */
  readonly totalMs: number;
  /** Until the headers of one answer are there. @default 10 seconds */
  readonly headersMs: number;
  /** Between two pieces of a body. @default 30 seconds */
  readonly idleMs: number;
  /** Of the body, as sent and as decompressed. @default 5 MiB */
  readonly maxBytes: number;
  /** Redirects that are followed; 0 gives the redirect itself as the answer. @default 3 */
  readonly maxRedirects: number;
}

export const defaultLimits: EgressLimits = {
  totalMs: 30_000,
  headersMs: 10_000,
  idleMs: 30_000,
  maxBytes: 5 * 1_024 * 1_024,
  maxRedirects: 3,
};

/** One time for the whole request: no part of it ends sooner, be it slow to begin or silent in between. */
export const withinAll = (
  totalMs: number,
): Pick<EgressLimits, 'totalMs' | 'headersMs' | 'idleMs'> => ({
  ...{ totalMs, headersMs: totalMs, idleMs: totalMs },
});

/** What the way out speaks. */
export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface GuardedRequest {
  readonly url: string;
  /** @default GET */
  readonly method?: RequestMethod;
  /** Not Host, lengths or anything that governs the connection: those are refused. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborting frees the socket; the request then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly limits?: Partial<EgressLimits>;
  /** Narrower than the policy: these domains and their subdomains only. @default no narrowing */
  readonly allowedDomains?: readonly string[] | undefined;
  /** Decides by the Content-Type (`''` without one) whether the body is read. @default all are */
  readonly acceptsType?: (contentType: string) => boolean;
  /** Status and headers are enough: a body that is too large, or does not end, is given as none. @default false */
  readonly isBodyOptional?: boolean;
}

export interface GuardedResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** By lower-case name; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Uint8Array;
}

/**
 * Makes one request and reads the whole answer.
 *
 * @throws {EgressDenied} when the URL, an address of its host or a redirect must not be reached
 * @throws {EgressFailed} when no usable answer comes back in time
 * @throws the signal's reason when it aborts first
 */
export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedResponse>;
