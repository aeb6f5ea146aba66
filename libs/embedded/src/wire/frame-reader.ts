import { headerBytes, type Frame } from './frame.js';
import { ProtocolViolation } from './wire.errors.js';

/** A client that has not shown its password may not make us keep more than Postgres would. */
const mostStartupBytes = 10_000;

/**
 * Cuts a stream of bytes into messages. Chunks are joined once per message, however small they
 * arrive, so a large message costs what it is long and not its square.
 */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  /** @param mostBytes longer messages are refused before they are read */
  constructor(private readonly mostBytes: number) {}

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** The body of the first message, which has no type, or nothing if it has not all come yet. */
  nextStartup(): Buffer | undefined {
    const length = this.#peek(4)?.readInt32BE(0);
    if (length === undefined) return undefined;
    if (length < 8 || length > mostStartupBytes) throw invalidLength('of startup packet');
    return this.#take(length)?.subarray(4);
  }

  /** The next message, or nothing if it has not all come yet. */
  next(): Frame | undefined {
    const header = this.#peek(headerBytes);
    if (header === undefined) return undefined;
    const length = header.readInt32BE(1);
    if (length < 4) throw invalidLength('of message');
    if (length >= this.mostBytes) {
      throw new ProtocolViolation('54000', `message is longer than ${this.mostBytes} bytes`);
    }
    const bytes = this.#take(length + 1);
    return bytes && { type: String.fromCharCode(bytes[0] ?? 0), bytes };
  }

  #peek(count: number): Buffer | undefined {
    if (this.#size < count) return undefined;
    const [first] = this.#chunks;
    if (first !== undefined && first.length >= count) return first;
    return this.#join();
  }

  #take(count: number): Buffer | undefined {
    const all = this.#peek(count);
    if (all === undefined) return undefined;
    const rest = all.subarray(count);
    if (rest.length === 0) this.#chunks.shift();
    else this.#chunks[0] = rest;
    this.#size -= count;
    return all.subarray(0, count);
  }

  #join(): Buffer {
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

function invalidLength(ofWhat: string): ProtocolViolation {
  return new ProtocolViolation('08P01', `invalid length ${ofWhat}`);
}
