import { ProtocolError } from '#protocol';
import { OpenValue } from './open-value.js';
import { refuseLargeRecord, type RecordPiece } from './record-piece.js';

/** A document may hold the export under this key, beside what is to be done with it: caxton-facts §3.5. */
const envelope = 'data';
const lists: readonly string[] = ['entities', 'relations'];

const lineEnd = 0x0a;
/** With the bytes of a byte order mark. */
const blanks = [0x20, 0x09, 0x0d, lineEnd, 0xef, 0xbb, 0xbf];

type Wanted = '{' | 'key or }' | 'key' | ':' | 'value' | 'value or ]' | ', or the end' | 'nothing';

/**
 * Cuts an export that is one JSON document into its records while it arrives: the items of its lists, and
 * everything else by its key. Only one record is held at a time. What is inside of a record is not looked
 * at, but for where it ends.
 */
class DocumentSplitter {
  private line = 1;
  private wanted: Wanted = '{';
  private key = '';
  private readonly inside: ('}' | ']')[] = [];
  private open: OpenValue | undefined;
  private found: RecordPiece[] = [];

  /** The records that end in this piece of the document. @throws {ProtocolError} MALFORMED_JSON */
  push(chunk: Buffer): RecordPiece[] {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      const state = this.open?.follow(byte) ?? 'over';
      if (state === 'last') this.close(chunk.subarray(from, at + 1));
      if (state === 'over') {
        // A number or a word ends before what follows it, which is then read as what it is.
        this.close(chunk.subarray(from, at));
        if (this.begins(byte)) from = at;
      }
      if (byte === lineEnd) this.line += 1;
    }
    this.keep(chunk.subarray(from));
    const { found } = this;
    this.found = [];
    return found;
  }

  /** What is not over yet goes on in the next piece. */
  private keep(rest: Buffer): void {
    if (this.open === undefined) return;
    this.open.parts.push(rest);
    refuseLargeRecord(this.open.line, this.open.length);
  }

  /** @throws {ProtocolError} MALFORMED_JSON: the document ends too early */
  end(): void {
    if (this.wanted !== 'nothing') throw this.malformed();
  }

  /** A byte between two values. True: with it a value begins that is to be read whole. */
  private begins(byte: number): boolean {
    if (blanks.includes(byte)) return false;
    const character = String.fromCharCode(byte);
    const { wanted } = this;
    if (character === this.inside.at(-1) && isCloseable(wanted)) {
      this.inside.pop();
      this.wanted = this.inside.length === 0 ? 'nothing' : ', or the end';
    } else if (wanted === 'value' || wanted === 'value or ]') return this.beginValue(character);
    else if (wanted === 'key' || wanted === 'key or }') this.beginKey(character);
    else this.take(character);
    return this.open !== undefined;
  }

  private take(character: string): void {
    if (this.wanted === '{' && character === '{') {
      this.inside.push('}');
      this.wanted = 'key or }';
    } else if (this.wanted === ':' && character === ':') this.wanted = 'value';
    else if (this.wanted === ', or the end' && character === ',') {
      this.wanted = this.inside.at(-1) === ']' ? 'value' : 'key';
    } else throw this.malformed();
  }

  private beginKey(character: string): void {
    if (character !== '"') throw this.malformed();
    this.open = new OpenValue(this.line, true, character.charCodeAt(0));
  }

  private beginValue(character: string): boolean {
    const isItem = this.inside.at(-1) === ']';
    if (!isItem && character === '{' && this.key === envelope && this.inside.length === 1) {
      this.inside.push('}');
      this.wanted = 'key or }';
    } else if (!isItem && character === '[' && lists.includes(this.key)) {
      this.inside.push(']');
      this.wanted = 'value or ]';
    } else if (',:]}'.includes(character)) throw this.malformed();
    else this.open = new OpenValue(this.line, false, character.charCodeAt(0));
    return this.open !== undefined;
  }

  private close(last: Buffer): void {
    if (this.open === undefined) return;
    const { line, isKey, parts } = this.open;
    const bytes = Buffer.concat([...parts, last]);
    this.open = undefined;
    if (isKey) {
      this.key = bytes.toString().slice(1, -1);
      this.wanted = ':';
      return;
    }
    refuseLargeRecord(line, bytes.length);
    this.found.push({ line, list: this.key, bytes });
    this.wanted = ', or the end';
  }

  private malformed(): ProtocolError {
    const where = `Line ${String(this.line)}: `;
    const said =
      this.wanted === 'nothing'
        ? 'something follows the document; JSON Lines are sent as application/x-ndjson'
        : `this is no JSON document: ${this.wanted} is missing`;
    return new ProtocolError('MALFORMED_JSON', `${where}${said}`, { line: this.line });
  }
}

/** Whether an object or a list may end where this is wanted. */
function isCloseable(wanted: Wanted): boolean {
  return wanted === 'key or }' || wanted === 'value or ]' || wanted === ', or the end';
}

/** The records of an export that is one JSON document, one at a time, as they come. */
export async function* splitDocument(chunks: AsyncIterable<Buffer>): AsyncGenerator<RecordPiece> {
  const splitter = new DocumentSplitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  splitter.end();
}
