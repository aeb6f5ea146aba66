import type { SqlNote } from '../sql/sql-note.js';
import type { Readiness } from '../wire/answers.js';
import type { Work } from './batch.js';
import type { Settings } from './settings.js';
import type { Worker } from './turn-order.js';

/** The client's end of a connection. */
export interface Peer {
  /** It does not read what it was sent, so it gets no more for now. */
  readonly isCongested: boolean;
  send(bytes: Buffer): void;
  /** A message it did not ask for. One that never reads is hung up on. */
  notify(bytes: Buffer): void;
  /** Hangs up, after these last words; the second time it has already. */
  end(lastWords?: Buffer): void;
  /** Told how many bytes of work wait after a piece was taken, so that it can read on. */
  relieve(waitingBytes: number): void;
}

/** What a connection takes for its own session: its part of the one session that there is. */
export class VirtualSession implements Worker {
  /** The settings it has when it has its turn. */
  settings: Settings;
  /** Undefined while an extended query waits for its Sync. */
  readiness: Readiness | undefined = 'I';
  /** The unnamed statement, to be parsed again if a neighbour has put another in its place. */
  unnamed: Buffer | undefined;
  /** Its prepared statements, by the engine's names. */
  readonly prepared = new Set<string>();
  /** What it did that becomes true when its transaction does. */
  readonly pending: SqlNote[] = [];
  /** Nothing more is taken from it. */
  hasLeft = false;
  readonly #work: Work[] = [];
  #waitingBytes = 0;

  constructor(
    readonly id: number,
    readonly secret: number,
    readonly peer: Peer,
    /** What RESET returns to. */
    readonly startSettings: Settings,
  ) {
    this.settings = startSettings;
  }

  get hasWork(): boolean {
    return this.#work.length > 0;
  }

  get canTake(): boolean {
    return this.hasLeft || !this.peer.isCongested;
  }

  give(work: Work): number {
    this.#work.push(work);
    this.#waitingBytes += sizeOf(work);
    return this.#waitingBytes;
  }

  take(): Work | undefined {
    const work = this.#work.shift();
    if (work !== undefined) this.#waitingBytes -= sizeOf(work);
    this.peer.relieve(this.#waitingBytes);
    return work;
  }

  /** Takes back the next piece if it is a whole query that has not begun. */
  withdraw(): boolean {
    const [next] = this.#work;
    if (next?.kind !== 'batch' || !next.isComplete) return false;
    this.take();
    return true;
  }

  abandon(): void {
    this.#work.length = 0;
    this.#waitingBytes = 0;
  }
}

/** A piece of work weighs something even if its bytes do not. */
const weightOfWork = 256;

function sizeOf(work: Work): number {
  return weightOfWork + (work.kind === 'batch' ? work.bytes.length : 0);
}
