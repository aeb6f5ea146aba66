import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A gate at which turns wait for one another. */
interface Gate {
  arrived: number;
  readonly waiting: ServerResponse[];
  opensAt: number;
}

/**
 * Somebody outside, to whom agents do things: it honours idempotency keys, and remembers under which
 * keys each mark came, and how often.
 */
export class Receiver {
  /** The keys under which each mark came. More than one is an effect that happened twice. */
  readonly effects = new Map<string, Set<string>>();
  /** The ids of the webhook deliveries that came, however often. */
  readonly deliveries = new Set<string>();
  private readonly gates = new Map<string, Gate>();
  private received = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Receiver(server);
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Calls, those that repeated a key included. */
  get calls(): number {
    return this.received;
  }

  /** How many turns have come to a gate. */
  arrivedAt(name: string): number {
    return this.gateOf(name).arrived;
  }

  /** Lets everybody who waits there through, and everybody who comes later. */
  openGate(name: string): void {
    const gate = this.gateOf(name);
    gate.opensAt = 0;
    for (const response of gate.waiting.splice(0)) response.end('open');
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, kind, name = ''] = (request.url ?? '').split('/');
    if (kind === 'gates') this.wait(name, response);
    else if (kind === 'effects') await this.take(request, response);
    else {
      if (kind === 'hooks') this.deliveries.add(String(request.headers['webhook-id']));
      if (kind === 'arrivals') this.gateOf(name).arrived += 1;
      response.end('noted');
    }
  }

  private wait(name: string, response: ServerResponse): void {
    const gate = this.gateOf(name);
    if (gate.opensAt === 0) response.end('open');
    else gate.waiting.push(response);
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const key = String(request.headers['idempotency-key']);
    const { mark } = (await json(request)) as { mark: string };
    const keys = this.effects.get(mark) ?? new Set();
    this.effects.set(mark, keys.add(key));
    this.received += 1;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ key }));
  }

  private gateOf(name: string): Gate {
    const gate = this.gates.get(name) ?? { arrived: 0, waiting: [], opensAt: Infinity };
    this.gates.set(name, gate);
    return gate;
  }
}
