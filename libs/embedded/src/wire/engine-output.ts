import { headerBytes, readText } from './frame.js';
import type { Fault, Readiness } from './answers.js';

/** What came out of the engine for one piece of work, taken apart. */
export interface EngineOutput {
  /** Messages for the client whose work it was. */
  readonly forClient: Buffer;
  /** Notifications, for whoever listens. */
  readonly notifications: readonly Buffer[];
  /** How the session stands, or nothing while an extended query is not ended by Sync. */
  readonly readiness: Readiness | undefined;
  /** The first error, if there was one. */
  readonly fault: Fault | undefined;
  /** A transaction was given up, by ROLLBACK or by the COMMIT of a failed one. */
  readonly isRolledBack: boolean;
}

/** Bytes of a notification before the name of its channel: the header and the sender. */
const beforeChannel = headerBytes + 4;

/** @param copies the client has been told already to send its COPY data */
export function readEngineOutput(bytes: Buffer, copies = false): EngineOutput {
  const reader = new OutputReader(bytes, copies);
  for (const part of framesOf(bytes)) reader.take(part);
  return reader.finish();
}

/** Where a message stands among the others. */
interface Part {
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

class OutputReader {
  readonly #kept: Buffer[] = [];
  readonly #notifications: Buffer[] = [];
  #readiness: Readiness | undefined;
  #fault: Fault | undefined;
  #isRolledBack = false;
  #keptTo = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly copies: boolean,
  ) {}

  take(part: Part): void {
    const { type, from, to } = part;
    const start = from + headerBytes;
    if (type === 'Z') this.#readiness = this.bytes.toString('latin1', start, to) as Readiness;
    if (type === 'E') this.#fault ??= readFault(this.bytes.subarray(from, to));
    if (type === 'C') this.#isRolledBack ||= readText(this.bytes, start)[0] === 'ROLLBACK';
    if (type === 'A') this.#notifications.push(this.bytes.subarray(from, to));
    if (type === 'A' || (type === 'G' && this.copies)) this.#leaveOut(part);
  }

  finish(): EngineOutput {
    this.#kept.push(this.bytes.subarray(this.#keptTo));
    return {
      forClient: this.#kept.length === 1 ? this.bytes : Buffer.concat(this.#kept),
      notifications: this.#notifications,
      readiness: this.#readiness,
      fault: this.#fault,
      isRolledBack: this.#isRolledBack,
    };
  }

  #leaveOut({ from, to }: Part): void {
    this.#kept.push(this.bytes.subarray(this.#keptTo, from));
    this.#keptTo = to;
  }
}

/** The rows of an answer to a simple query, as text; null becomes an empty text. */
export function readRows(bytes: Buffer): string[][] {
  const rows: string[][] = [];
  for (const { type, from } of framesOf(bytes)) {
    if (type === 'D') rows.push(readRow(bytes, from + headerBytes));
  }
  return rows;
}

/** The settings that the engine reports at the start of a session. */
export function readParameters(bytes: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const { type, from } of framesOf(bytes)) {
    if (type !== 'S') continue;
    const [name, next] = readText(bytes, from + headerBytes);
    parameters.set(name, readText(bytes, next)[0]);
  }
  return parameters;
}

export const channelOf = (notification: Buffer): string => readText(notification, beforeChannel)[0];

/** The same notification as if this session had sent it; the engine knows only itself. */
export function sentBy(notification: Buffer, session: number): Buffer {
  const copy = Buffer.from(notification);
  copy.writeInt32BE(session, headerBytes);
  return copy;
}

function* framesOf(bytes: Buffer): Generator<Part> {
  let from = 0;
  while (from + headerBytes <= bytes.length) {
    const to = from + bytes.readInt32BE(from + 1) + 1;
    yield { type: String.fromCharCode(bytes[from] ?? 0), from, to };
    from = to;
  }
}

function readFault(frame: Buffer): Fault {
  const fields = new Map<string, string>();
  let at = headerBytes;
  while (at < frame.length && frame[at] !== 0) {
    const [field, next] = readText(frame, at);
    fields.set(field.charAt(0), field.slice(1));
    at = next;
  }
  return { sqlState: fields.get('C') ?? 'XX000', message: fields.get('M') ?? 'unknown error' };
}

function readRow(bytes: Buffer, start: number): string[] {
  const columns: string[] = [];
  let at = start + 2;
  for (let left = bytes.readInt16BE(start); left > 0; left -= 1) {
    const length = Math.max(bytes.readInt32BE(at), 0);
    columns.push(bytes.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return columns;
}
