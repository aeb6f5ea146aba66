import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** What came in. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers; `undefined`: never. */
export interface Reaction {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body of the answer never ends. */
  readonly endless?: true;
}

/** A receiver of webhooks on this machine, which a test lets fail, hang and come back. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  reaction: Reaction | undefined = { status: 204 };
  /** Bytes of endless answers. */
  sent = 0;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly port: number,
  ) {}

  static async start(): Promise<WebhookReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const receiver = new WebhookReceiver(server, (server.address() as AddressInfo).port);
    server.on('request', (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        receiver.received.push({ headers: request.headers, body });
        const { reaction } = receiver;
        if (reaction === undefined) return;
        response.writeHead(reaction.status, reaction.headers);
        if (reaction.endless === true) Readable.from(receiver.babble()).pipe(response);
        else response.end();
      });
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/hook`;
  }

  /** The headers `webhook-id`, in the order in which they came. */
  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers['webhook-id']));
  }

  private *babble(): Generator<string> {
    const piece = 'x'.repeat(16_384);
    for (;;) {
      this.sent += piece.length;
      yield piece;
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
