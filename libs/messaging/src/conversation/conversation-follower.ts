import type { ConversationEvent } from '#protocol';
import type { Caller, Database } from '#platform';
import { listenTo, type LiveChannel } from './announce.js';
import type { ConversationLog } from './conversation-log.js';
import { ConversationReach } from './conversation-reach.js';
import { readEvents } from './conversation.repository.js';
import { viewEvent } from './event-view.js';
import { lookAgainMs } from './look-again.js';
import { TurnWatch } from './turn-watch.js';
import { Wakeup } from './wakeup.js';

export interface FollowOptions {
  /** Events up to this number are known already. @default 0 */
  readonly after: number;
  readonly signal: AbortSignal;
  /** Go on after the conversation is completed. @default false */
  readonly keepOpen?: boolean;
}

/** Log entries read at once. */
const portion = 200;

/**
 * Follows a conversation: first its log from any number on, then the log as it grows, and between
 * its entries what happens live. Numbers come without gaps, whichever process asks and whichever
 * process works; the announcements only say when to look.
 */
export class ConversationFollower {
  private readonly reach: ConversationReach;

  constructor(
    private readonly database: Database,
    private readonly log: ConversationLog,
    private readonly channel: LiveChannel,
  ) {
    this.reach = new ConversationReach(database);
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
        const logged = await this.readLog(caller, id, last);
        const told = watch.tell(logged);
        // After what is told was written: mail beyond the grants may have come since the reader did.
        if (told.length > 0) await this.reach.refuseBeyond(caller, { conversationId: id });
        yield* told;
        last = logged.at(-1)?.id ?? last;
        if (logged.length > 0) newsAt = performance.now();
        if (!keepOpen && (await this.isOver(caller, id, logged, last))) return;
        if (logged.length >= portion) continue;
        await wakeup.sleep(lookAgainMs(this.channel, performance.now() - newsAt));
      }
    } finally {
      stop();
      wakeup.close();
    }
  }

  private async readLog(caller: Caller, id: string, after: number): Promise<ConversationEvent[]> {
    const rows = await this.database.read(caller, (tx) =>
      readEvents(tx, id, { after, limit: portion }),
    );
    return rows.map((row) => viewEvent(id, row));
  }

  /** Over when nothing is pending and everything was told, also for one who resumed at the end. */
  private async isOver(
    caller: Caller,
    id: string,
    logged: readonly ConversationEvent[],
    last: number,
  ): Promise<boolean> {
    // A completion at the end of a full portion may be an earlier one: what follows is not read yet.
    if (logged.length >= portion) return false;
    if (logged.length > 0) return logged.at(-1)?.type === 'conversation.completed';
    const row = await this.log.find(caller, id);
    return row.pending === 0 && last >= Number(row.last_event);
  }
}
