import { EgressDenied, EgressFailed, type EgressFailureCode } from './egress.errors.js';

const explanations: Readonly<Record<string, readonly [EgressFailureCode, string]>> = {
  UND_ERR_CONNECT_TIMEOUT: ['EGRESS_TIMEOUT', 'the server cannot be connected to in time'],
  UND_ERR_HEADERS_TIMEOUT: ['EGRESS_TIMEOUT', 'the server does not begin to answer in time'],
  UND_ERR_BODY_TIMEOUT: ['EGRESS_TIMEOUT', 'the server fell silent in the middle of its answer'],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['EGRESS_TOO_LARGE', 'the answer is larger than allowed'],
  UND_ERR_HEADERS_OVERFLOW: ['EGRESS_TOO_LARGE', 'the headers of the answer are too large'],
  UND_ERR_SOCKET: ['EGRESS_UNREACHABLE', 'the server closed the connection'],
  ENOTFOUND: ['EGRESS_UNREACHABLE', 'the host name does not exist'],
  EAI_AGAIN: ['EGRESS_UNREACHABLE', 'the host name cannot be looked up right now'],
  ECONNREFUSED: ['EGRESS_UNREACHABLE', 'nothing listens there'],
  ECONNRESET: ['EGRESS_UNREACHABLE', 'the server broke the connection off'],
  EHOSTUNREACH: ['EGRESS_UNREACHABLE', 'there is no way to the host'],
  ENETUNREACH: ['EGRESS_UNREACHABLE', 'there is no way to the network of the host'],
  ETIMEDOUT: ['EGRESS_TIMEOUT', 'the server cannot be connected to in time'],
};

/** Before a connection is there. */
const beforeAll = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** The two sides do not trust each other: no request is written then. */
const untrusted = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/;

/**
 * What went wrong on the way, in our words: the texts of libraries and servers may hold addresses
 * of the inner network.
 */
export function explainFailure(error: unknown): EgressDenied | EgressFailed {
  if (error instanceof EgressDenied || error instanceof EgressFailed) return error;
  const code = codeOf(error);
  const [failure, message] = explanations[code] ?? guess(code);
  const neverLeft = beforeAll.has(code) || untrusted.test(code);
  return new EgressFailed(failure, message, { cause: error, neverLeft });
}

function guess(code: string): readonly [EgressFailureCode, string] {
  if (untrusted.test(code)) {
    return ['EGRESS_UNREACHABLE', `no secure connection can be made (${code})`];
  }
  if (/^(?:HPE_|Z_|ERR_BROTLI|ERR__ERROR|ERR_PADDING)|^UND_ERR/.test(code)) {
    return ['EGRESS_INVALID_RESPONSE', 'the answer is damaged'];
  }
  return ['EGRESS_UNREACHABLE', 'the request failed on the way'];
}

/** Attempts at several addresses fail together, each with its own reason. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && error.name === 'HTTPParserError' ? 'HPE_UNKNOWN' : '';
}
