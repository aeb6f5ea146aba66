import { EventEmitter, once } from 'node:events';
import { errorAnswer, readyAnswer, type Readiness } from '../wire/answers.js';
import { frame, headerBytes, queryFrame, readText } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';
import type { Batch } from './batch.js';
import type { Engine } from './shared-session.js';
import type { Peer } from './virtual-session.js';

/** An engine that only keeps the books: what it was asked, and whether a transaction is open. */
export class FakeEngine implements Engine {
  readonly asked: string[] = [];
  /** Answers of certain queries, messages of the wire. */
  readonly rows = new Map<string, Buffer>();
  death: Error | undefined;
  #readiness: Readiness = 'I';

  async run(bytes: Buffer): Promise<Buffer> {
    if (this.death !== undefined) throw this.death;
    const reader = new FrameReader(1_000_000);
    reader.push(bytes);
    const answers: Buffer[] = [];
    for (let next = reader.next(); next !== undefined; next = reader.next()) {
      const text = readText(next.bytes, headerBytes)[0];
      this.asked.push(next.type === 'Q' ? text : next.type);
      if (next.type === 'Q') answers.push(...this.#answer(text));
      if (next.type === 'Q' || next.type === 'S') answers.push(readyAnswer(this.#readiness));
    }
    return Buffer.concat(answers);
  }

  #answer(sql: string): Buffer[] {
    if (sql === 'begin') this.#readiness = 'T';
    if (sql === 'commit' || sql === 'rollback') this.#readiness = 'I';
    if (sql.includes('nope')) {
      if (this.#readiness === 'T') this.#readiness = 'E';
      return [errorAnswer({ sqlState: '42703', message: 'no such column' })];
    }
    const [, channel] = /^notify (\w+)/.exec(sql) ?? [];
    const rows = [...this.rows].filter(([part]) => sql.includes(part)).map(([, row]) => row);
    const notifications =
      channel === undefined ? [] : [frame('A', Buffer.alloc(4), channel, 'payload')];
    return [...rows, frame('C', sql.toUpperCase()), ...notifications];
  }
}

/** A client that keeps what it is told. */
export class FakePeer extends EventEmitter implements Peer {
  isCongested = false;
  readonly heard: string[] = [];
  lastWords: string | undefined;

  send(bytes: Buffer): void {
    this.heard.push(textOf(bytes));
    this.emit('heard');
  }

  notify(bytes: Buffer): void {
    this.heard.push(
      `notified ${readText(bytes, headerBytes + 4)[0]} by ${bytes.readInt32BE(headerBytes)}`,
    );
  }

  end(lastWords: Buffer = Buffer.alloc(0)): void {
    this.lastWords ??= textOf(lastWords);
    this.emit('end');
  }

  relieve(): void {
    this.emit('relieved');
  }

  async ended(): Promise<void> {
    if (this.lastWords === undefined) await once(this, 'end');
  }

  async hears(count: number): Promise<string[]> {
    while (this.heard.length < count) await once(this, 'heard');
    return this.heard;
  }
}

export function query(sql: string, more: Partial<Batch> = {}): Batch {
  return {
    kind: 'batch',
    bytes: queryFrame(sql),
    isComplete: true,
    copies: false,
    notes: [],
    prepares: new Set(),
    closes: new Set(),
    borrowsUnnamed: false,
    unnamed: null,
    ...more,
  };
}

const textOf = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replaceAll(/[^ -~]+/g, ' ')
    .trim();
