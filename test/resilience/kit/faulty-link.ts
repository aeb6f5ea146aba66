import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { LinkedPair, type Trouble } from './linked-pair.js';

/**
 * A wire between clients and a real server that breaks on command: `cut` (connections reset, new ones
 * refused), as when the server is killed; `freeze` (nothing passes, nothing closes), as when it is
 * stopped or a firewall swallows packets; and the troubles of {@link Trouble}.
 */
export class FaultyLink {
  private readonly pairs = new Set<LinkedPair>();
  private server: Server | undefined;
  private port = 0;
  private trouble: Trouble = {};
  private isFrozen = false;
  private accepted = 0;

  private constructor(private target: URL) {}

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

  /** Connections that were accepted since the start. */
  get connectionsEver(): number {
    return this.accepted;
  }

  /** Takes connections again, on the same port. */
  async mend(): Promise<void> {
    if (this.server !== undefined) return;
    // Half-open connections stay half open: the other end decides.
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.join(client);
    });
    this.server = server;
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
  }

  /** Resets every connection and refuses new ones. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    for (const pair of this.pairs) pair.reset();
    if (server === undefined) return;
    server.close();
    await once(server, 'close');
  }

  /** Nothing passes any more and nothing closes: a black hole. */
  freeze(): void {
    this.isFrozen = true;
    for (const pair of this.pairs) pair.freeze();
  }

  thaw(): void {
    this.isFrozen = false;
    for (const pair of this.pairs) pair.thaw();
  }

  /** Troubles all connections from now on, in place of what troubled them before. */
  worsen(trouble: Trouble): void {
    this.trouble = trouble;
    for (const pair of this.pairs) pair.worsen(trouble);
  }

  /** From now on this address belongs to another server; connections to the old one are reset. */
  swing(targetUrl: string): void {
    this.target = new URL(targetUrl);
    for (const pair of this.pairs) pair.reset();
  }

  private join(client: Socket): void {
    this.accepted += 1;
    const { hostname, port } = this.target;
    const pair = new LinkedPair(client, { host: hostname, port: Number(port) }, () => {
      this.pairs.delete(pair);
    });
    this.pairs.add(pair);
    pair.worsen(this.trouble);
    if (this.isFrozen) pair.freeze();
  }
}
