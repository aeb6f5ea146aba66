import type { Logger } from '#platform';

/** An outage, or a crowd, meets hundreds of requests a second; a line in so many milliseconds tells it as well. */
const quietMs = 5_000;

/** Tells the log of requests that the database let down: the first of a kind at once, then how many more. */
export class OutageLog {
  private readonly told = new Map<string, { at: number; unsaid: number }>();

  constructor(
    private readonly log: Pick<Logger, 'warn'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** `sentence` is the kind: what is wrong, in words. */
  note(facts: object, sentence: string): void {
    const last = this.told.get(sentence);
    if (last !== undefined && this.now() - last.at < quietMs) {
      last.unsaid += 1;
      return;
    }
    const more = last === undefined || last.unsaid === 0 ? {} : { more_since: last.unsaid };
    this.told.set(sentence, { at: this.now(), unsaid: 0 });
    this.log.warn({ ...facts, ...more }, sentence);
  }
}
