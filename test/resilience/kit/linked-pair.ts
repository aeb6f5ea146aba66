import { connect, type Socket } from 'node:net';
import { Flow } from './flow.js';

/** What is wrong with a wire that is not cut. */
export interface Trouble {
  /** Each piece of data comes so much later, in both directions. @default 0 */
  readonly delayMs?: number;
  /** No more than this passes in each direction. @default as fast as it goes */
  readonly bytesPerSecond?: number;
  /** The connection is reset when the server has answered so many bytes. @default never */
  readonly resetAfterBytes?: number;
  /**
   * When a client has sent this text, the server gets it, but its answer never arrives: the connection
   * is reset instead. The fault that mocks never make: it happened, and nobody was told.
   */
  readonly loseAnswerTo?: string;
  /** The server says goodbye, but still listens: a connection that is half closed. @default false */
  readonly halfClosed?: boolean;
}

/** One connection of a client and the one to the server that stands for it. */
export class LinkedPair {
  private readonly server: Socket;
  private readonly toServer: Flow;
  private readonly toClient: Flow;
  private trouble: Trouble = {};
  private answered = 0;
  private isLosing = false;

  constructor(
    private readonly client: Socket,
    target: { readonly host: string; readonly port: number },
    private readonly onClose: () => void,
  ) {
    this.server = connect({ ...target, noDelay: true, allowHalfOpen: true });
    this.toServer = new Flow(client, this.server, (data) => this.noteAsked(data));
    this.toClient = new Flow(this.server, client, (data) => this.noteAnswered(data));
    for (const socket of [client, this.server]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.onClose();
        client.destroy();
        this.server.destroy();
      });
    }
  }

  worsen(trouble: Trouble): void {
    this.trouble = trouble;
    this.toServer.slow(trouble);
    this.toClient.slow(trouble);
    if (trouble.halfClosed === true) this.client.end();
  }

  freeze(): void {
    for (const flow of [this.toServer, this.toClient]) flow.freeze();
  }

  thaw(): void {
    for (const flow of [this.toServer, this.toClient]) flow.thaw();
  }

  reset(): void {
    for (const socket of [this.client, this.server]) resetSocket(socket);
  }

  private noteAsked(data: Buffer): Buffer {
    const { loseAnswerTo } = this.trouble;
    if (loseAnswerTo !== undefined && data.includes(loseAnswerTo)) this.isLosing = true;
    return data;
  }

  private noteAnswered(data: Buffer): Buffer | undefined {
    const { resetAfterBytes = Infinity } = this.trouble;
    this.answered += data.length;
    if (!this.isLosing && this.answered < resetAfterBytes) return data;
    this.reset();
    return undefined;
  }
}

/** A socket that has said its goodbye cannot be reset: libuv refuses, and its handle spins for ever. */
function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
