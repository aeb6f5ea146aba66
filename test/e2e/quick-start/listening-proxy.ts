import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from '../../support/contract.js';

/** Stands where the reader finds the server, passes everything on as it is, and hears the answers. */
export class ListeningProxy {
  /** Every answer so far, in the order in which they ended; JSON is read. */
  readonly heard: Answer[] = [];
  private readonly server = createServer((incoming, response) => {
    this.pass(incoming, response);
  });

  private constructor(private readonly target: string) {}

  static async start(target: string): Promise<ListeningProxy> {
    const proxy = new ListeningProxy(target);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(incoming: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', headers, url: path = '' } = incoming;
    const { host: _host, ...others } = headers;
    const outgoing = request(`${this.target}${path}`, { method, headers: others }, (answer) => {
      const text: string[] = [];
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('data', (piece: Buffer) => {
        text.push(piece.toString('latin1'));
        response.write(piece);
      });
      answer.on('end', () => {
        this.heard.push(readAnswer(method, path, answer, text.join('')));
        response.end();
      });
      answer.on('error', () => response.destroy());
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }
}

function readAnswer(method: string, path: string, answer: IncomingMessage, bytes: string): Answer {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  const contentType = answer.headers['content-type'] ?? '';
  const isJson = contentType.startsWith('application/json');
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  return { method, path, status: answer.statusCode ?? 0, contentType, ...(isJson ? { body } : {}) };
}
