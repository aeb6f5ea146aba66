const [quote, backslash] = [0x22, 0x5c];
const opening = [0x7b, 0x5b];
const closing = [0x7d, 0x5d];
/** What ends a number or a word: blanks, a comma, a closing bracket. */
const delimiters = [0x20, 0x09, 0x0a, 0x0d, 0x2c, ...closing];

/** A JSON value that is still arriving. Looks for nothing but its end. */
export class OpenValue {
  readonly parts: Buffer[] = [];
  private depth = 0;
  private inText = false;
  private isEscaped = false;
  private readonly isWord: boolean;

  constructor(
    readonly line: number,
    readonly isKey: boolean,
    first: number,
  ) {
    this.inText = first === quote;
    this.depth = opening.includes(first) ? 1 : 0;
    this.isWord = !this.inText && this.depth === 0;
  }

  /** Bytes so far. */
  get length(): number {
    return this.parts.reduce((sum, { length }) => sum + length, 0);
  }

  /** Whether it goes on after this byte, ends with it, or was over before it. */
  follow(byte: number): 'on' | 'last' | 'over' {
    if (this.isWord) return delimiters.includes(byte) ? 'over' : 'on';
    if (this.inText) return this.followText(byte);
    if (byte === quote) this.inText = true;
    else if (opening.includes(byte)) this.depth += 1;
    else if (closing.includes(byte)) {
      this.depth -= 1;
      if (this.depth === 0) return 'last';
    }
    return 'on';
  }

  private followText(byte: number): 'on' | 'last' {
    if (this.isEscaped) this.isEscaped = false;
    else if (byte === backslash) this.isEscaped = true;
    else if (byte === quote) {
      this.inText = false;
      if (this.depth === 0) return 'last';
    }
    return 'on';
  }
}
