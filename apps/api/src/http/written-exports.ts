import { Readable } from 'node:stream';
import { ProtocolError } from '#protocol';
import type { Logger } from '#platform';
import type { Shutdown } from './shutdown.js';

/** Exports that one process writes at the same time; each keeps a page of about a megabyte. */
const most = 8;

/** What an export depends on while it is written. */
export interface WritingGround {
  readonly shutdown: Pick<Shutdown, 'signal'>;
  readonly log: Pick<Logger, 'warn'>;
  /** What the log says when one breaks off. */
  readonly cut: string;
}

/** The exports of one kind that this process writes: a few at a time, each as fast as it is read. */
export class WrittenExports {
  private open = 0;

  constructor(private readonly ground: WritingGround) {}

  /**
   * Begins one. It takes a seat before anything is read for it and gives it up when the stream closes: whoever does
   * not read it destroys it. Cut, without its last piece, when it fails half way.
   * Thrown when too many are written: RATE_LIMITED; and as by `compose`.
   */
  async begin(compose: () => Promise<AsyncIterable<string>>): Promise<Readable> {
    if (this.open >= most) throw tooMany();
    this.open += 1;
    try {
      // One piece waits for the reader, no more.
      const text = Readable.from(this.watch(await compose()), { highWaterMark: 1 });
      return text.once('close', this.leave);
    } catch (error) {
      this.leave();
      throw error;
    }
  }

  private readonly leave = (): void => {
    this.open -= 1;
  };

  private async *watch(text: AsyncIterable<string>): AsyncGenerator<string> {
    const { shutdown, log, cut } = this.ground;
    try {
      for await (const piece of text) {
        yield piece;
        if (shutdown.signal.aborted) throw new Error('The server is stopping.');
      }
    } catch (error) {
      log.warn({ err: error }, cut);
      throw error;
    }
  }
}

function tooMany(): ProtocolError {
  return new ProtocolError('RATE_LIMITED', 'Too many exports are written right now', {
    retry_after: 5,
  });
}
