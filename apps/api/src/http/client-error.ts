import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorCatalogue, ProtocolError, type ErrorCode } from '#protocol';
import { createId, type Clock } from '#platform';
import { renderError } from './render-error.js';

/** What Node's HTTP parser reports before there is a request to answer. */
interface ParserError extends Error {
  readonly code?: string;
}

const codes: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
};

/** Answers what is not even HTTP in the contract's envelope, then closes the connection. */
export function answerClientError(error: ParserError, socket: Socket, clock: Clock): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = codes[error.code ?? ''] ?? 'INVALID_REQUEST';
  const message =
    code === 'INVALID_REQUEST' ? 'The request is not HTTP' : errorCatalogue[code].when;
  const id = createId('req');
  const refusal = new ProtocolError(code, message);
  socket.end(toHttp(refusal.status, JSON.stringify(renderError(refusal, id, clock.now())), id));
}

function toHttp(status: number, body: string, requestId: string): string {
  return [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Error'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${String(Buffer.byteLength(body))}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
