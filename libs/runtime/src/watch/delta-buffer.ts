/** How text that streams in is gathered before it is told on. */
export interface DeltaPace {
  /** @default 50 milliseconds */
  readonly everyMs: number;
  /** @default 2,048 characters */
  readonly characters: number;
}

const defaultPace: DeltaPace = { everyMs: 50, characters: 2_048 };

/**
 * Gathers pieces of text, so that a thousand tokens do not become a thousand events: told on when
 * enough has gathered or enough time has passed since the first piece.
 */
export class DeltaBuffer {
  private text = '';
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly tell: (text: string) => void,
    private readonly pace: DeltaPace = defaultPace,
  ) {}

  add(piece: string): void {
    this.text += piece;
    if (this.text.length >= this.pace.characters) this.flush();
    else {
      this.timer ??= setTimeout(() => {
        this.flush();
      }, this.pace.everyMs);
    }
  }

  /** Tells what has gathered. */
  flush(): void {
    const { text } = this;
    this.drop();
    if (text !== '') this.tell(text);
  }

  /** Forgets what has gathered. */
  drop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.text = '';
  }
}
