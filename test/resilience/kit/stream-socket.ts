import { connect, type Socket } from 'node:net';

/** What a reader of a stream tells who counts. */
const lagging = /event: lagged\ndata: (\{.*\})/;
const keptCharacters = 2_000;

/**
 * Follows a conversation over a socket of its own, which may be left unread for as long as one likes:
 * what comes then waits in the kernel and at the server.
 */
export class StreamSocket {
  /** Resolves when either end has closed. */
  readonly closed: Promise<void>;
  private readonly socket: Socket;
  private received = 0;
  private isOver = false;
  private tail = '';

  constructor(url: string, conversation: string, isRead: boolean) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname).setEncoding('utf8');
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      this.socket.once('close', () => {
        this.isOver = true;
        resolve();
      }),
    );
    this.socket.write(
      `GET /api/v1/conversations/${conversation}?follow=true&keep_open=true HTTP/1.1\r\nhost: localhost\r\n\r\n`,
    );
    if (isRead) this.wake();
  }

  /** Reads from now on. */
  wake(): void {
    this.socket.on('data', (text: string) => {
      this.received += text.length;
      this.tail = (this.tail + text).slice(-keptCharacters);
    });
  }

  leave(): void {
    this.socket.destroy();
  }

  get isOpen(): boolean {
    return !this.isOver;
  }

  get characters(): number {
    return this.received;
  }

  /** What it was told when it was too slow; undefined when it was not. */
  get lagged(): unknown {
    const told = lagging.exec(this.tail)?.[1];
    return told === undefined ? undefined : (JSON.parse(told) as unknown);
  }
}
