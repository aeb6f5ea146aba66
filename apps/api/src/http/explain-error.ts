import { errorCatalogue, ProtocolError, type ErrorCode } from '#protocol';
import { isUnreachable, refusedData, type RefusedData } from '#platform';
import { explainGap } from './explain-gap.js';
import { explainOutage } from './explain-outage.js';

/** What the explanation of an error may draw on. */
export interface RefusedRequest {
  readonly method: string;
  readonly path: string;
  /** The methods that the path is served with. */
  readonly allowed: readonly string[];
}

/** An error as its sender will see it. */
export interface Explained {
  readonly error: ProtocolError;
  /** How loud the log should be: `fault` is ours, `gap` is data that a check should have refused. */
  readonly kind: 'refusal' | 'fault' | 'gap' | 'outage';
  /** Of a gap: what the database refused. */
  readonly gap?: RefusedData;
}

/** Any error as one of the catalogue. What is not known to be the client's is ours. */
export function explainError(exception: unknown, request: RefusedRequest): Explained {
  if (exception instanceof ProtocolError) return { error: exception, kind: 'refusal' };
  const status = statusOf(exception);
  if (status !== undefined && status < 500) {
    return { error: explainStatus(status, exception, request), kind: 'refusal' };
  }
  if (isUnreachable(exception)) return { error: unavailable(exception), kind: 'outage' };
  const gap = refusedData(exception);
  if (gap !== undefined) return { error: explainGap(gap, request, exception), kind: 'gap', gap };
  return { error: internal(exception), kind: 'fault' };
}

/** The HTTP status that the framework gave an error: Fastify in a field, Nest behind a method. */
function statusOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error)) return undefined;
  const { statusCode, getStatus } = exception as { statusCode?: unknown; getStatus?: unknown };
  const status: unknown = typeof getStatus === 'function' ? getStatus.call(exception) : statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined;
}

/** The framework repeats what it was sent, however long it is. */
const mostSaid = 300;

const codes: Readonly<Record<number, ErrorCode>> = {
  403: 'CROSS_ORIGIN_REFUSED',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

/** What the framework refuses has no list of fields. */
const beforeFields =
  'Correct what the message names; the request was refused before its fields were read.';

function explainStatus(status: number, exception: unknown, request: RefusedRequest): ProtocolError {
  if (status === 404 || status === 405 || isFileOutside(status, request)) {
    return explainRoute(request);
  }
  const code = codes[status] ?? 'INVALID_REQUEST';
  const said = code === 'INVALID_REQUEST' && exception instanceof Error ? exception.message : '';
  return new ProtocolError(
    code,
    said === '' ? errorCatalogue[code].when : said.slice(0, mostSaid),
    code === 'INVALID_REQUEST' ? { suggestion: beforeFields } : {},
    because(exception),
  );
}

/** Reading is refused for one reason: the path leads out of the folder of the documentation. */
function isFileOutside(status: number, { method }: RefusedRequest): boolean {
  return status === 403 && (method === 'GET' || method === 'HEAD');
}

/** Whoever looks for the page wants to know why it is not there. */
const aboutDocs =
  'This page is served where no credentials are required; elsewhere CAXTON_DOCS=true serves it. /openapi.json is always there.';

function explainRoute({ method, path, allowed }: RefusedRequest): ProtocolError {
  const shown = path.split('?', 1)[0]?.slice(0, 200) ?? '';
  if (allowed.length === 0 || allowed.includes(method)) {
    const suggestion = /^\/docs(?:\/|$)/.test(shown) ? aboutDocs : undefined;
    return new ProtocolError(
      'ROUTE_NOT_FOUND',
      `There is nothing at ${method} ${shown}`,
      suggestion === undefined ? {} : { suggestion },
    );
  }
  return new ProtocolError(
    'METHOD_NOT_ALLOWED',
    `${method} is not possible on ${shown}; use ${allowed.join(', ')}`,
    { allowed: [...allowed] },
  );
}

function unavailable(exception: unknown): ProtocolError {
  return new ProtocolError(
    'UNAVAILABLE',
    explainOutage(exception),
    { retry_after: 2 },
    because(exception),
  );
}

function internal(exception: unknown): ProtocolError {
  return new ProtocolError(
    'INTERNAL_ERROR',
    'The server met a fault of its own; its log has it under the request_id',
    {},
    because(exception),
  );
}

function because(cause: unknown): ErrorOptions {
  return { cause };
}
