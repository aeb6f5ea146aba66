import { maybeBegun } from './own-credentials.js';

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
    const at = text.search(maybeBegun);
    const isHeld = at !== -1 && text.length - at <= longestHeld;
    this.held = isHeld ? text.slice(at) : '';
    this.pass(isHeld ? text.slice(0, at) : text);
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
