import type { ConversationEvent } from '#protocol';
import type { LiveEvent } from './announce.js';
import { identityOf } from './event-view.js';

/** Live events that may wait for a slow reader; the log is not affected. */
const maxWaiting = 256;

/**
 * Puts what happens live between the entries of the log, in the order it happened. An event of a
 * turn is heard live and later read in the log. One that was told live comes once more with its
 * number only (`told_live`), so that numbers have no gaps for those who count them.
 */
export class TurnWatch {
  private waiting: LiveEvent[] = [];
  private readonly told = new Set<string>();

  hear(event: LiveEvent): void {
    if (this.waiting.length < maxWaiting) this.waiting.push(event);
  }

  /** What to tell now: the live events heard that are news, and the entries of the log. */
  tell(logged: readonly ConversationEvent[]): ConversationEvent[] {
    const inLog = new Set(logged.map(identityOf));
    const live = this.waiting.filter((event) => this.isNews(event, inLog));
    this.waiting = [];
    return mergeByTime(
      live,
      logged.map((event) =>
        this.told.has(identityOf(event) ?? '') ? { ...event, told_live: true } : event,
      ),
    );
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

/** Two lists in their own order; between them the earlier goes first, the log when in doubt. */
function mergeByTime(
  live: readonly ConversationEvent[],
  logged: readonly ConversationEvent[],
): ConversationEvent[] {
  const merged: ConversationEvent[] = [];
  let next = 0;
  for (const event of logged) {
    while (next < live.length && isBefore(live[next], event)) {
      merged.push(...live.slice(next, next + 1));
      next += 1;
    }
    merged.push(event);
  }
  return [...merged, ...live.slice(next)];
}

function isBefore(a: ConversationEvent | undefined, b: ConversationEvent): boolean {
  return a !== undefined && a.at < b.at;
}
