import { readSql } from '../sql/read-sql.js';
import type { SqlNote } from '../sql/sql-note.js';
import { frame, headerBytes, readText, type Frame } from '../wire/frame.js';
import { ProtocolViolation } from '../wire/wire.errors.js';
import type { Batch, Work } from './batch.js';
import { engineName } from './engine-name.js';

/** In DESCRIBE and CLOSE: a prepared statement, not a portal. */
const ofStatement = 'S'.charCodeAt(0);

type Taker = (frame: Frame) => Work | undefined;

/**
 * Turns the messages of one connection into batches that may run without a break: everything up to
 * Sync, or a simple query. Statements get names of their own in the engine; portals need none, for
 * they end with the transaction, during which the connection has the session to itself.
 */
export class BatchCollector {
  #batch: Unfinished;
  #isCopying = false;
  readonly #notesOf = new Map<string, readonly SqlNote[]>();
  readonly #name = (name: string): string => engineName(this.session, name);

  readonly #takers: Readonly<Partial<Record<string, Taker>>> = {
    Q: ({ bytes }) => this.#query(bytes),
    P: ({ bytes }) => this.#parse(bytes),
    B: ({ bytes }) => this.#bind(bytes),
    D: (message) => this.#describe(message),
    C: (message) => this.#close(message),
    E: ({ bytes }) => this.#add(bytes),
    F: ({ bytes }) => this.#finish(bytes),
    S: ({ bytes }) => this.#finish(bytes),
    H: ({ bytes }) => this.#finish(bytes, { isComplete: false }),
    // Left over from a COPY that has failed, which Postgres passes over too.
    d: () => undefined,
    c: () => undefined,
    f: () => undefined,
  };

  /**
   * @param session the number of the connection
   * @param mostBytes what one batch may hold
   */
  constructor(
    private readonly session: number,
    private readonly mostBytes: number,
  ) {
    this.#batch = new Unfinished(mostBytes);
  }

  /** The work that is complete with this message, if it is. */
  take(message: Frame): Work | undefined {
    if (this.#isCopying) return this.#copy(message);
    const taker = this.#takers[message.type];
    if (taker !== undefined) return taker(message);
    throw new ProtocolViolation(
      '08P01',
      `invalid frontend message type ${JSON.stringify(message.type)}`,
    );
  }

  #query(bytes: Buffer): Work {
    const [sql] = readText(bytes, headerBytes);
    const reading = readSql(sql, this.#name, true);
    this.#batch.note(reading.notes);
    this.#batch.unnamed = null;
    if (reading.copy === undefined) {
      return this.#finish(reading.sql === sql ? bytes : frame('Q', reading.sql));
    }
    this.#isCopying = true;
    this.#batch.add(bytes);
    return { kind: 'copy-in', isBinary: reading.copy.isBinary };
  }

  #copy({ type, bytes }: Frame): Work | undefined {
    if (type === 'H' || type === 'S') return undefined;
    if (type === 'd') return this.#add(bytes);
    if (type !== 'c' && type !== 'f') {
      throw new ProtocolViolation('08P01', 'unexpected message during COPY from stdin');
    }
    this.#isCopying = false;
    return this.#finish(bytes, { copies: true });
  }

  #parse(bytes: Buffer): Work | undefined {
    const [name, afterName] = readText(bytes, headerBytes);
    const [sql, afterSql] = readText(bytes, afterName);
    const reading = readSql(sql, this.#name, false);
    const inEngine = this.#name(name);
    this.#remember(inEngine, reading.notes);
    const isSame = inEngine === name && reading.sql === sql;
    const parse = isSame ? bytes : frame('P', inEngine, reading.sql, bytes.subarray(afterSql));
    if (name === '') this.#batch.unnamed = parse;
    else this.#batch.prepare(inEngine);
    return this.#add(parse);
  }

  #bind(bytes: Buffer): Work | undefined {
    const [portal, afterPortal] = readText(bytes, headerBytes);
    const [name, afterName] = readText(bytes, afterPortal);
    const inEngine = this.#name(name);
    this.#batch.note(this.#notesOf.get(inEngine) ?? []);
    this.#batch.use(name);
    return this.#add(name === '' ? bytes : frame('B', portal, inEngine, bytes.subarray(afterName)));
  }

  #describe({ type, bytes }: Frame): Work | undefined {
    const name = statementNamedIn(bytes);
    if (name !== undefined) this.#batch.use(name);
    return this.#add(this.#renamed(type, bytes, name));
  }

  #close({ type, bytes }: Frame): Work | undefined {
    const name = statementNamedIn(bytes);
    if (name === '') this.#batch.unnamed = null;
    else if (name !== undefined) this.#batch.close(this.#name(name));
    return this.#add(this.#renamed(type, bytes, name));
  }

  #add(bytes: Buffer): Work | undefined {
    this.#batch.add(bytes);
    return undefined;
  }

  #renamed(type: string, bytes: Buffer, name: string | undefined): Buffer {
    if (name === undefined || name === '') return bytes;
    return frame(type, Buffer.from([ofStatement]), this.#name(name));
  }

  /** Most statements have no notes; a prepared one that has takes effect when it is bound. */
  #remember(inEngine: string, notes: readonly SqlNote[]): void {
    if (notes.length > 0) this.#notesOf.set(inEngine, notes);
    else this.#notesOf.delete(inEngine);
  }

  #finish(
    last: Buffer,
    how: { readonly isComplete?: boolean; readonly copies?: boolean } = {},
  ): Batch {
    this.#batch.add(last);
    const batch = this.#batch.finish(how.isComplete ?? true, how.copies ?? false);
    this.#batch = new Unfinished(this.mostBytes);
    return batch;
  }
}

/** A batch in the making. */
class Unfinished {
  unnamed: Buffer | null | undefined;
  readonly #parts: Buffer[] = [];
  readonly #notes: SqlNote[] = [];
  readonly #prepares = new Set<string>();
  readonly #closes = new Set<string>();
  #borrowsUnnamed = false;
  #size = 0;

  constructor(private readonly mostBytes: number) {}

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.#size > this.mostBytes) {
      throw new ProtocolViolation('54000', `query is longer than ${this.mostBytes} bytes`);
    }
    this.#parts.push(bytes);
  }

  note(notes: readonly SqlNote[]): void {
    this.#notes.push(...notes);
  }

  prepare(name: string): void {
    this.#prepares.add(name);
    this.#closes.delete(name);
  }

  close(name: string): void {
    this.#closes.add(name);
  }

  use(name: string): void {
    if (name === '' && this.unnamed === undefined) this.#borrowsUnnamed = true;
  }

  finish(isComplete: boolean, copies: boolean): Batch {
    const [first = Buffer.alloc(0)] = this.#parts;
    return {
      kind: 'batch',
      bytes: this.#parts.length === 1 ? first : Buffer.concat(this.#parts),
      isComplete,
      copies,
      notes: this.#notes,
      prepares: this.#prepares,
      closes: this.#closes,
      borrowsUnnamed: this.#borrowsUnnamed,
      unnamed: this.unnamed,
    };
  }
}

/** The statement that a DESCRIBE or CLOSE names; undefined when it names a portal. */
function statementNamedIn(bytes: Buffer): string | undefined {
  return bytes[headerBytes] === ofStatement ? readText(bytes, headerBytes + 1)[0] : undefined;
}
