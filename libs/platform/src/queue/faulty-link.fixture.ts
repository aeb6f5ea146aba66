import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A wire between a client and a real server that breaks on command: cut (connections reset, new
 * ones refused), as when the server is killed; frozen (nothing passes, nothing closes), as when it
 * is stopped or a firewall swallows packets.
 */
export class FaultyLink {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private server: Server | undefined;
  private port = 0;
  private isFrozen = false;

  private constructor(private readonly target: URL) {}

  /** A link to the server of a URL; it starts whole. */
  static async open(targetUrl: string): Promise<FaultyLink> {
    const link = new FaultyLink(new URL(targetUrl));
    await link.mend();
    return link;
  }

  /** The target's URL by way of this link. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.href;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.pairs.size;
  }

  async mend(): Promise<void> {
    if (this.server !== undefined) return;
    this.server = createServer((client) => {
      this.join(client);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const sockets of this.pairs) for (const socket of sockets) socket.resetAndDestroy();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  freeze(): void {
    this.isFrozen = true;
    for (const sockets of this.pairs) for (const socket of sockets) socket.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const sockets of this.pairs) for (const socket of sockets) socket.resume();
  }

  private join(client: Socket): void {
    const server = connect({ host: this.target.hostname, port: Number(this.target.port) });
    const pair = [client, server] as const;
    this.pairs.add(pair);
    pass(client, server);
    pass(server, client);
    for (const socket of pair) {
      if (this.isFrozen) socket.pause();
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  }
}

function pass(from: Socket, to: Socket): void {
  from.setNoDelay(true);
  from.on('data', (chunk) => to.write(chunk));
}
