import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Passes requests on to a server and answers back, and loses what it is told to lose. */
export class LossyProxy {
  /** How many of the next answers are lost, after the server has done what was asked. */
  lostAnswers = 0;
  /** After how many pieces each of the next streams is cut; none of what is not named. */
  cuts: number[] = [];
  passed = 0;

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async start(target: string): Promise<LossyProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new LossyProxy(server, target);
    server.on('request', (incoming, response) => {
      proxy.pass(incoming, response);
    });
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(incoming: IncomingMessage, response: ServerResponse): void {
    this.passed += 1;
    const { method, headers, url = '' } = incoming;
    const { host: _host, ...others } = headers;
    const outgoing = request(`${this.target}${url}`, { method, headers: others }, (answer) => {
      this.passBack(answer, response);
    });
    outgoing.on('error', () => response.destroy());
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }

  private passBack(answer: IncomingMessage, response: ServerResponse): void {
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      answer.resume().on('end', () => response.destroy());
      return;
    }
    const isStream = answer.headers['content-type']?.startsWith('text/event-stream') === true;
    const most = isStream ? (this.cuts.shift() ?? Infinity) : Infinity;
    let pieces = 0;
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('data', (piece: Buffer) => {
      pieces += 1;
      response.write(piece);
      if (pieces >= most) response.destroy();
    });
    answer.on('end', () => response.end());
    answer.on('error', () => response.destroy());
  }
}
