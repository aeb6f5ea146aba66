import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { frame, headerBytes, readText, type Frame } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';

/** A client that says exactly what a test tells it to, message by message. */
export class RawClient {
  readonly heard: Frame[] = [];
  readonly #news = new EventEmitter();
  readonly #reader = new FrameReader(1_000_000_000);
  isClosed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#reader.push(chunk);
      for (let next = this.#reader.next(); next !== undefined; next = this.#reader.next()) {
        this.heard.push(next);
      }
      this.#news.emit('news');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isClosed = true;
      this.#news.emit('news');
    });
  }

  /** Connects and says nothing. */
  static async knock(connectionString: string): Promise<RawClient> {
    const { hostname, port } = new URL(connectionString);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Connects and shows its password. */
  static async connect(connectionString: string): Promise<RawClient> {
    const client = await RawClient.knock(connectionString);
    client.startup({ user: 'postgres', database: 'postgres' });
    client.say(frame('p', new URL(connectionString).password));
    await client.hear('Z');
    return client;
  }

  say(...messages: readonly Buffer[]): void {
    this.socket.write(Buffer.concat(messages));
  }

  startup(parameters: Record<string, string>, version = 3 << 16): void {
    const texts = Object.entries(parameters).map(([name, value]) => `${name}\0${value}\0`);
    this.sayUntyped(int32(version), Buffer.from(`${texts.join('')}\0`));
  }

  sayUntyped(...parts: readonly Buffer[]): void {
    const body = Buffer.concat(parts);
    this.say(int32(body.length + 4), body);
  }

  /** Everything up to the next message of that type, once it has come. */
  async hear(type: string): Promise<Frame[]> {
    for (;;) {
      const index = this.heard.findIndex((message) => message.type === type);
      if (index >= 0) return this.heard.splice(0, index + 1);
      if (this.isClosed) throw new Error(`hung up on before ${type}: ${this.types}`);
      await once(this.#news, 'news');
    }
  }

  async closed(): Promise<void> {
    while (!this.isClosed) await once(this.#news, 'news');
  }

  get types(): string {
    return this.heard.map(({ type }) => type).join('');
  }
}

/** The codes of the errors among the messages. */
export function errorCodes(messages: readonly Frame[]): string[] {
  return messages
    .filter(({ type }) => type === 'E')
    .map(({ bytes }) => /\0C(\w{5})\0/.exec(bytes.toString('latin1'))?.[1] ?? '');
}

/** The first columns of the rows among the messages. */
export function firstColumns(messages: readonly Frame[]): string[] {
  return messages
    .filter(({ type }) => type === 'D')
    .map(({ bytes }) => readText(bytes, headerBytes + 6)[0]);
}

export const parse = (name: string, sql: string): Buffer => frame('P', name, sql, Buffer.alloc(2));
export const bind = (portal: string, name: string): Buffer =>
  frame('B', portal, name, Buffer.alloc(6));
export const execute = (portal: string, rows = 0): Buffer => frame('E', portal, int32(rows));
export const flush = frame('H');

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
