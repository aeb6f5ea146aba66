import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since some moment. */
  readonly at: number;
}

/** What a server does with one request. */
export type Answer = (response: ServerResponse, request: Received) => void;

/** A server on this machine that answers one request after another as it was told, and fails the rest. */
export class ScriptedServer {
  readonly received: Received[] = [];
  private readonly script: Answer[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ScriptedServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const scripted = new ScriptedServer(server);
    server.on('request', (request, response) => void scripted.serve(request, response));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** The present script goes on with these. */
  will(...answers: readonly Answer[]): void {
    this.script.push(...answers);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(pieces).toString();
    const received = { method, url, headers, body, at: performance.now() };
    this.received.push(received);
    const answer = this.script.shift() ?? refuse(418, 'NOT_SCRIPTED');
    answer(response, received);
  }
}

/** Answers with JSON. */
export function json(body: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
}

/** Refuses as Caxton refuses. */
export function refuse(
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
  details: object = {},
): Answer {
  const timestamp = '2025-09-10T15:50:00Z';
  const error = { code, message: `It is ${code}.`, details, timestamp, request_id: 'req-1' };
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error }));
  };
}

/** Hangs up without an answer. */
export const hangUp: Answer = (response) => {
  response.destroy();
};

/** Never answers. */
export const hang: Answer = () => undefined;

/** Sends a stream and then ends it, cuts it or leaves it open. */
export function stream(text: string, then: 'end' | 'cut' | 'open' = 'end'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(`retry: 10\n\n${text}`, () => {
      if (then === 'end') response.end();
      if (then === 'cut') response.destroy();
    });
  };
}

/** A frame as the server writes it. */
export function frame(id: number | undefined, type: string, data: object = {}): string {
  const told = { ...(id === undefined ? {} : { id }), type, conversation_id: 'c', at: '', data };
  const number = id === undefined ? '' : `id: ${String(id)}\n`;
  return `${number}event: ${type}\ndata: ${JSON.stringify(told)}\n\n`;
}
