import { CaxtonError } from './caxton-error.js';
import { parseRetryAfter } from './retry-after.js';

/** Under which name the server's log tells of a call. */
export function requestIdOf(response: Response): string | undefined {
  return response.headers.get('x-request-id') ?? undefined;
}

/** So many characters are kept of an answer that is no refusal: a server that is unhealthy needs about half of them. */
const longestAnswer = 4_000;

/** The error that an answer other than 2xx tells of; also when it is not Caxton that answered. */
export async function readRefusal(response: Response): Promise<CaxtonError> {
  return refusalOf(await response.text(), response);
}

/** The error that an envelope tells of. */
export function refusalOf(text: string, response: Response): CaxtonError {
  const error = envelopeOf(text);
  const facts = {
    status: response.status,
    requestId: requestIdOf(response),
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
  };
  if (error === undefined) {
    const message = `The server at ${response.url} answered with ${String(response.status)}`;
    return new CaxtonError('UNEXPECTED_ANSWER', message, {
      ...facts,
      details: { answer: text.slice(0, longestAnswer) },
    });
  }
  const { code, message, details, request_id } = error;
  return new CaxtonError(code, message, {
    ...facts,
    details: details ?? {},
    requestId: request_id ?? facts.requestId,
  });
}

interface Envelope {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly request_id?: string;
}

function envelopeOf(text: string): Envelope | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: Partial<Envelope> };
    return typeof error?.code === 'string' && typeof error.message === 'string'
      ? (error as Envelope)
      : undefined;
  } catch {
    return undefined;
  }
}
