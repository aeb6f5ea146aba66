import { Client, type Dispatcher } from 'undici';
import { orAborted, withinDeadline } from '../call-deadline.js';
import { readAddress } from './address-class.js';
import { EgressDenied, EgressFailed } from './egress.errors.js';
import { EgressJudge, type EgressPolicy } from './egress-policy.js';
import { hostOf, literalAddress } from './egress-rule.js';
import { explainFailure } from './explain-failure.js';
import { connectGuarded } from './guarded-connector.js';
import { defaultLimits, type EgressLimits, type GuardedFetch } from './guarded-request.js';
import type { GuardedRequest, GuardedResponse } from './guarded-request.js';
import { acceptedEncodings, readBody } from './read-body.js';
import { nextHop, type Hop } from './redirect.js';
import { checkHeaders } from './request-headers.js';
import { dialDirectly, resolveBySystem, type EgressRoad } from './road.js';

/*
 * The one way out for requests whose URL somebody else chose.
 *
 *   URL judged -> name resolved once -> every address judged -> connected to those very addresses
 *   -> the socket's end compared -> request sent -> redirect: from the start, at most three times
 *
 * Every hop has a connection of its own. One that was kept alive for an allowed path of a private
 * host would otherwise carry a request for another path past the judgement.
 */

const maxHeaderBytes = 16_384;

const noBytes = new Uint8Array();

/** What is the same for all hops of a request. */
interface Journey {
  readonly request: GuardedRequest;
  readonly limits: EgressLimits;
  readonly signal: AbortSignal;
}

interface Arrival {
  readonly next: Hop | undefined;
  readonly response: GuardedResponse | undefined;
}

/**
 * Makes the guarded way out of an egress policy: requests to private addresses, wherever they come
 * from (literal, name, redirect, DNS rebinding), are refused before anything is sent, and answers
 * are bounded in time and size. Source: security.md §4.2.
 *
 * @throws {InvalidEgressRule} when the policy cannot be read
 */
export function createGuardedFetch(
  policy: Partial<EgressPolicy> = {},
  road: EgressRoad = {},
): GuardedFetch {
  const traveller = new Traveller(new EgressJudge(policy), {
    resolve: road.resolve ?? resolveBySystem,
    dial: road.dial ?? dialDirectly,
  });
  return async (request) => {
    const limits = { ...defaultLimits, ...request.limits };
    const late = (): Error =>
      new EgressFailed('EGRESS_TIMEOUT', `no answer within ${String(limits.totalMs / 1_000)} s`);
    return withinDeadline(request.signal, limits.totalMs, late, (signal) =>
      traveller.follow({ request, limits, signal }),
    );
  };
}

class Traveller {
  constructor(
    private readonly judge: EgressJudge,
    private readonly road: Required<EgressRoad>,
  ) {}

  async follow(journey: Journey): Promise<GuardedResponse> {
    const { url, method = 'GET', headers = {}, body } = journey.request;
    let hop: Hop = { url, method, headers: checkHeaders(headers), body };
    for (let followed = 0; followed <= journey.limits.maxRedirects; followed += 1) {
      const { next, response } = await this.#travel(hop, journey).catch((error: unknown) => {
        throw followed === 0 ? error : withoutPlace(error);
      });
      if (response !== undefined) return response;
      hop = next ?? hop;
    }
    throw new EgressFailed(
      'EGRESS_TOO_MANY_REDIRECTS',
      `the server redirects more than ${String(journey.limits.maxRedirects)} times`,
    );
  }

  async #travel(hop: Hop, journey: Journey): Promise<Arrival> {
    try {
      const { url, addresses } = await this.#admit(hop.url, journey);
      const client = new Client(url.origin, {
        connect: connectGuarded(this.road.dial, addresses),
        headersTimeout: journey.limits.headersMs,
        bodyTimeout: journey.limits.idleMs,
        maxResponseSize: journey.limits.maxBytes,
        maxHeaderSize: maxHeaderBytes,
      });
      try {
        return await arrive(await send(client, url, hop, journey), hop, journey);
      } finally {
        await client.destroy();
      }
    } catch (error) {
      journey.signal.throwIfAborted();
      throw explainFailure(error);
    }
  }

  /** The URL without fragment and the addresses that may be dialled for it. */
  async #admit(
    text: string,
    { request, signal }: Journey,
  ): Promise<{ url: URL; addresses: string[] }> {
    const { url, reach } = this.judge.judgeUrl(text);
    requireDomain(url, request.allowedDomains);
    url.hash = '';
    const host = hostOf(url);
    const addresses =
      literalAddress(url) === undefined
        ? await orAborted(this.road.resolve(host), signal)
        : [host.replace(/^\[(.*)\]$/, '$1')];
    this.judge.judgeAddresses(url, addresses.map(readAddress), reach);
    return { url, addresses: [...addresses] };
  }
}

/** Where a redirect leads is what a stranger wrote, and a model is told of a refusal as our own word. */
function withoutPlace(error: unknown): unknown {
  if (!(error instanceof EgressDenied)) return error;
  const { isOperators } = error;
  return new EgressDenied('a redirect leads to where this agent must not go', {
    ...{ isOperators, isRedirect: true },
  });
}

function requireDomain(url: URL, domains: readonly string[] | undefined): void {
  if (domains === undefined) return;
  const host = hostOf(url);
  const isWithin = domains
    .map((domain) => domain.toLowerCase().replace(/^\*?\./, ''))
    .some((domain) => host === domain || host.endsWith(`.${domain}`));
  if (!isWithin) throw new EgressDenied(`${host} is not one of this agent's allowed domains`);
}

async function send(
  client: Client,
  url: URL,
  hop: Hop,
  { signal }: Journey,
): Promise<Dispatcher.ResponseData> {
  return client.request({
    path: `${url.pathname}${url.search}`,
    method: hop.method,
    headers: { ...hop.headers, 'accept-encoding': acceptedEncodings },
    body: hop.body ?? null,
    signal,
  });
}

async function arrive(
  { statusCode, headers: given, body }: Dispatcher.ResponseData,
  hop: Hop,
  { request, limits }: Journey,
): Promise<Arrival> {
  // Destroying the client ends a body that is not read, with an error nobody waits for.
  body.on('error', () => undefined);
  const headers = plainHeaders(given);
  const next = limits.maxRedirects > 0 ? nextHop(hop, statusCode, headers['location']) : undefined;
  if (next !== undefined) return { next, response: undefined };
  const type = headers['content-type'] ?? '';
  if (request.acceptsType?.(type) === false) {
    throw new EgressFailed('EGRESS_CONTENT_TYPE', `the answer is of the type ${type || 'unknown'}`);
  }
  const whole = readBody(body, headers['content-encoding'], limits.maxBytes);
  const bytes = await (request.isBodyOptional === true ? whole.catch(() => noBytes) : whole);
  const { href } = new URL(hop.url);
  return { next, response: { status: statusCode, url: href, headers, body: bytes } };
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
