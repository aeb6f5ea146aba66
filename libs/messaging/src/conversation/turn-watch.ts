import type { ConversationEvent } from '#protocol';
import type { LiveEvent } from './announce.js';
import { identityOf } from './event-view.js';

/** Live events that may wait for a slow reader; the log is not affected. */
const maxWaiting = 1_000;

/**
 * Puts what happens live between the entries of the log. An event of a turn is heard live and later
 * read in the log: whichever comes first is told, the other is not.
 */
export class TurnWatch {
  private waiting: LiveEvent[] = [];
  private readonly told = new Set<string>();

  hear(event: LiveEvent): void {
    if (this.waiting.length < maxWaiting) this.waiting.push(event);
  }

  /** What to tell now: the live events heard that are news, then the entries not told live. */
  tell(logged: readonly ConversationEvent[]): ConversationEvent[] {
    const inLog = new Set(logged.map(identityOf));
    const live = this.waiting.filter((event) => this.isNews(event, inLog));
    this.waiting = [];
    return [...live, ...logged.filter((event) => !this.told.has(identityOf(event) ?? ''))];
  }

  private isNews(event: LiveEvent, inLog: ReadonlySet<string | undefined>): boolean {
    const identity = identityOf(event);
    if (identity === undefined) return true;
    if (event.type === 'message.delta') return !this.isOver(event, inLog);
    if (this.told.has(identity) || inLog.has(identity)) return false;
    this.told.add(identity);
    return true;
  }

  /** Deltas of a turn whose end is in the log already would come after the reply they belong to. */
  private isOver({ data }: LiveEvent, inLog: ReadonlySet<string | undefined>): boolean {
    const { turn } = data;
    return typeof turn === 'string' && inLog.has(`turn.started ${turn} `);
  }
}
