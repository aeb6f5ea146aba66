import { connect, type Socket } from 'node:net';
import { parseAnswer, type Answer } from './parse-answer.js';

/**
 * One connection that is kept alive and carries one request at a time, without an HTTP library: the load shares the
 * cores with what it measures, and an HTTP client costs several times what writing the bytes does.
 */
export class RawConnection {
  private received = '';
  private settle: ((answer: Answer | Error) => void) | undefined;
  private ended: Error | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.take(text);
    });
    socket.on('error', (error) => {
      this.end(error);
    });
    socket.on('close', () => {
      this.end(new Error('the connection was closed'));
    });
  }

  static open(url: URL): RawConnection {
    return new RawConnection(connect(Number(url.port || 80), url.hostname));
  }

  /** Whether it can carry another request. */
  get isOpen(): boolean {
    return this.ended === undefined;
  }

  /** Sends a whole request and gives its answer. An error when the connection breaks first. */
  send(request: string): Promise<Answer | Error> {
    if (this.ended) return Promise.resolve(this.ended);
    return new Promise((resolve) => {
      this.settle = resolve;
      this.socket.write(request, 'utf8');
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const parsed = parseAnswer(this.received);
    if (parsed === undefined) return;
    const [answer, rest] = parsed;
    this.received = rest;
    const settle = this.settle;
    this.settle = undefined;
    if (/\r\nconnection: close/i.test(answer.head)) this.ended = new Error('closed by the server');
    settle?.(answer);
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.settle?.(error);
    this.settle = undefined;
  }
}
