import { maybeBegun, undisguised } from './own-credentials.js';

/** No credential is longer; what goes on longer is none. */
const longestHeld = 2_600;

/**
 * Looks at an answer while it streams in: what may be the beginning of a credential is held back until it
 * is seen whole.
 */
export class DeltaScreen {
  private held = '';

  constructor(
    private readonly cleanse: (text: string) => string,
    private readonly tell: (text: string) => void,
  ) {}

  add(piece: string): void {
    const text = this.held + piece;
    const at = Math.max(0, text.length - longestHeld);
    const begun = beginningIn(text.slice(at));
    const end = begun === -1 ? text.length : at + begun;
    this.held = text.slice(end);
    this.pass(text.slice(0, end));
  }

  /** No more comes. */
  end(): void {
    const { held } = this;
    this.held = '';
    this.pass(held);
  }

  /** The answer begins anew. */
  drop(): void {
    this.held = '';
  }

  private pass(text: string): void {
    if (text !== '') this.tell(this.cleanse(text));
  }
}

/** Where a credential may begin. One in disguise has no place in the text as it is: all of it is held. */
function beginningIn(tail: string): number {
  const plain = undisguised(tail);
  if (plain === tail) return tail.search(maybeBegun);
  return maybeBegun.test(plain) ? 0 : -1;
}
