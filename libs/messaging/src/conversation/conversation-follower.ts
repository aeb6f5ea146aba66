import type { ConversationEvent } from '#protocol';
import type { Caller, Database } from '#platform';
import { listenTo, type LiveChannel } from './announce.js';
import type { ConversationLog } from './conversation-log.js';
import { ConversationReach } from './conversation-reach.js';
import { portion, readPortions, type LogPortion, type LogPlace } from './log-portion.repository.js';
import { lookAgainMs, untilBeat } from './look-again.js';
import { SharedLooks } from './shared-looks.js';
import { TurnWatch } from './turn-watch.js';
import { Wakeup } from './wakeup.js';

export interface FollowOptions {
  /** Events up to this number are known already. @default 0 */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Go on after the conversation is completed. @default false */
  readonly keepOpen?: boolean;
}

/** Logs read in one statement, each of which may give a whole portion. */
const logsAtOnce = 50;

/**
 * Follows a conversation: first its log from any number on, then the log as it grows, and between
 * its entries what happens live. Numbers come without gaps, whichever process asks and whichever
 * process works; the announcements only say when to look. All followers in a process look together: a thousand
 * who follow one conversation read it once.
 */
export class ConversationFollower {
  private readonly reach: ConversationReach;
  private readonly looks: SharedLooks<LogPlace, LogPortion>;

  constructor(
    database: Database,
    private readonly log: ConversationLog,
    private readonly channel: LiveChannel,
  ) {
    this.reach = new ConversationReach(database);
    this.looks = new SharedLooks(database, readPortions, logsAtOnce);
  }

  /**
   * Thrown when there is no such conversation: CONVERSATION_NOT_FOUND. The events end with NOT_GRANTED
   * before they tell of mail beyond the caller's grants.
   */
  async follow(
    caller: Caller,
    id: string,
    options: FollowOptions,
  ): Promise<AsyncGenerator<ConversationEvent, void>> {
    await this.log.find(caller, id);
    return this.events(caller, id, options);
  }

  private async *events(
    caller: Caller,
    id: string,
    { after, signal, keepOpen = false }: FollowOptions,
  ): AsyncGenerator<ConversationEvent, void> {
    const wakeup = new Wakeup(signal);
    const watch = new TurnWatch();
    const stop = listenTo(this.channel, caller.workspace, id, (announcement) => {
      if (announcement.kind === 'live') watch.hear(announcement.event);
      wakeup.wake();
    });
    try {
      let last = after;
      let newsAt = performance.now();
      while (!signal.aborted) {
        const read = await this.read(caller, id, last);
        const logged = read.events;
        const told = watch.tell(logged);
        // After what is told was written: mail beyond the grants may have come since the reader did.
        if (told.length > 0) await this.reach.refuseBeyond(caller, { conversationId: id });
        yield* told;
        last = logged.at(-1)?.id ?? last;
        if (logged.length > 0) newsAt = performance.now();
        if (!keepOpen && (await this.isOver(caller, id, read, last))) return;
        if (logged.length >= portion) continue;
        const now = performance.now();
        await wakeup.sleep(untilBeat(now, lookAgainMs(this.channel, now - newsAt)));
      }
    } finally {
      stop();
      wakeup.close();
    }
  }

  private read(caller: Caller, conversationId: string, after: number): Promise<LogPortion> {
    const question = { conversationId, after };
    return this.looks.look(caller, { name: `${String(after)} ${conversationId}`, question });
  }

  /** Over when nothing is pending and everything was told, also for one who resumed at the end. */
  private async isOver(
    caller: Caller,
    id: string,
    { events: logged, pending, lastEvent }: LogPortion,
    last: number,
  ): Promise<boolean> {
    // A completion at the end of a full portion may be an earlier one: what follows is not read yet.
    if (logged.length >= portion) return false;
    if (logged.length > 0) return logged.at(-1)?.type === 'conversation.completed';
    // It was deleted.
    if (pending === undefined || lastEvent === undefined) await this.log.find(caller, id);
    return pending === 0 && last >= (lastEvent ?? 0);
  }
}
