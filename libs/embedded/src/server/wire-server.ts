import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { loopback } from '../connection-string.js';
import { fatalAnswer } from '../wire/answers.js';
import { limits } from './limits.js';
import { WireConnection, type Reception } from './wire-connection.js';

/** Speaks the Postgres protocol on a free port of the loopback interface. */
export class WireServer {
  private constructor(
    private readonly server: Server,
    private readonly sockets: ReadonlySet<Socket>,
  ) {}

  static async listen(reception: Reception): Promise<WireServer> {
    const sockets = new Set<Socket>();
    const server = createServer({ noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      if (sockets.size > limits.connections) refuse(socket);
      else new WireConnection(socket, reception);
    });
    server.listen({ host: loopback, port: 0 });
    await once(server, 'listening');
    // One that could not be taken (no descriptor was left) is no reason to end the others.
    server.on('error', ({ message }) => {
      reception.warn(`A connection was not taken: ${message}`);
    });
    return new WireServer(server, sockets);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no more connections. Those that are there stay. */
  close(): void {
    this.server.close();
  }

  /** Waits until all have gone, or for so long. */
  async emptied(milliseconds: number): Promise<void> {
    const open = [...this.sockets].filter((socket) => !socket.destroyed);
    const gone = Promise.allSettled(open.map((socket) => once(socket, 'close')));
    const stopWaiting = new AbortController();
    await Promise.race([gone, pause(milliseconds, undefined, stopWaiting).catch(() => undefined)]);
    stopWaiting.abort();
  }
}

function refuse(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.end(fatalAnswer({ sqlState: '53300', message: 'sorry, too many clients already' }));
}
