import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { onlyName } from '../connection-string.js';
import { BatchCollector } from '../session/batch-collector.js';
import type { Multiplexer } from '../session/multiplexer.js';
import type { Peer, VirtualSession } from '../session/virtual-session.js';
import {
  authenticationOk,
  cancelKey,
  fatalAnswer,
  noEncryption,
  onlyVersion3,
  parameterAnswer,
  passwordRequest,
  readyAnswer,
} from '../wire/answers.js';
import { headerBytes, readText, type Frame } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';
import { readOpening, type Startup } from '../wire/startup-packet.js';
import { ProtocolViolation } from '../wire/wire.errors.js';
import { limits } from './limits.js';

/** What every connection is given. */
export interface Reception {
  readonly multiplexer: Multiplexer;
  readonly password: string;
  /** The settings that clients are told at the start. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly warn: (message: string) => void;
}

/** One client: from its first byte over its password to its end. */
export class WireConnection implements Peer {
  readonly #reader = new FrameReader(limits.messageBytes);
  #startup: Startup | undefined;
  #session: VirtualSession | undefined;
  #collector: BatchCollector | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(
    private readonly socket: Socket,
    private readonly reception: Reception,
  ) {
    this.#destroyIn(limits.authenticationMs);
    socket.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    socket.on('drain', () => {
      reception.multiplexer.wake();
    });
    // 'close' follows.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(this.#deadline);
      this.#hasEnded = true;
      if (this.#session !== undefined) reception.multiplexer.leave(this.#session);
    });
  }

  get isCongested(): boolean {
    return !this.#hasEnded && this.socket.writableLength > limits.unreadBytes;
  }

  send(bytes: Buffer): void {
    if (!this.#hasEnded) this.socket.write(bytes);
  }

  notify(bytes: Buffer): void {
    if (this.socket.writableLength > limits.unreadNotificationBytes) {
      this.reception.warn('A connection was ended: it does not read its notifications.');
      this.socket.destroy();
    } else {
      this.send(bytes);
    }
  }

  end(lastWords?: Buffer): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.socket.end(lastWords ?? Buffer.alloc(0));
    // Nothing more is listened to, but the client's end has to be heard.
    this.socket.resume();
    this.#destroyIn(limits.lingerMs);
  }

  relieve(waitingBytes: number): void {
    if (waitingBytes < limits.waitingBytes && this.socket.isPaused()) this.socket.resume();
  }

  #read(chunk: Buffer): void {
    if (this.#hasEnded) return;
    this.#reader.push(chunk);
    try {
      while (this.#readOne());
    } catch (error) {
      this.#refuse(error);
    }
  }

  #readOne(): boolean {
    if (this.#hasEnded) return false;
    if (this.#startup === undefined) {
      const body = this.#reader.nextStartup();
      if (body !== undefined) this.#open(body);
      return body !== undefined;
    }
    const message = this.#reader.next();
    if (message !== undefined) this.#take(message);
    return message !== undefined;
  }

  #open(body: Buffer): void {
    const opening = readOpening(body);
    if (opening.kind === 'encryption') {
      this.send(noEncryption);
    } else if (opening.kind === 'cancel') {
      this.reception.multiplexer.cancel(opening.id, opening.secret);
      this.end();
    } else {
      this.#startup = opening;
      const { isNewer, unknownOptions } = opening;
      if (isNewer || unknownOptions.length > 0) this.send(onlyVersion3(unknownOptions));
      this.send(passwordRequest);
    }
  }

  #take(message: Frame): void {
    if (this.#session === undefined || this.#collector === undefined) {
      this.#authenticate(message);
      return;
    }
    const { multiplexer } = this.reception;
    const work =
      message.type === 'X' ? ({ kind: 'farewell' } as const) : this.#collector.take(message);
    if (work === undefined) return;
    if (multiplexer.submit(this.#session, work) > limits.waitingBytes) this.socket.pause();
  }

  #authenticate({ type, bytes }: Frame): void {
    if (type === 'X') {
      this.end();
      return;
    }
    const { user = '', database = '', settings = new Map<string, string>() } = this.#startup ?? {};
    if (type !== 'p') throw new ProtocolViolation('08P01', 'expected password response');
    const [password] = readText(bytes, headerBytes);
    if (user !== onlyName || !isSame(password, this.reception.password)) {
      throw new ProtocolViolation('28P01', `password authentication failed for user "${user}"`);
    }
    if (database !== onlyName) {
      throw new ProtocolViolation('3D000', `database "${database}" does not exist`);
    }
    clearTimeout(this.#deadline);
    this.#welcome(this.reception.multiplexer.open(this, settings), settings);
  }

  #welcome(session: VirtualSession, settings: ReadonlyMap<string, string>): void {
    this.#session = session;
    this.#collector = new BatchCollector(session.id, limits.messageBytes);
    const parameters = [...this.reception.parameters].map(([name, value]) =>
      parameterAnswer(name, settings.get(name.toLowerCase()) ?? value),
    );
    const { id, secret } = session;
    this.send(
      Buffer.concat([authenticationOk, ...parameters, cancelKey(id, secret), readyAnswer('I')]),
    );
  }

  /** Whatever the client does meanwhile. */
  #destroyIn(milliseconds: number): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.socket.destroy(), milliseconds);
  }

  #refuse(error: unknown): void {
    if (!(error instanceof ProtocolViolation)) throw error;
    const { sqlState, message } = error;
    this.end(fatalAnswer({ sqlState, message }));
  }
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
