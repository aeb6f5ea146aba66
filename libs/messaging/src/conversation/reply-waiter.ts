import { isSettled, type AwaitedDecision, type MessageStatus, type MessageView } from '#protocol';
import type { Caller, Database } from '#platform';
import { listenTo, type Announcement, type LiveChannel } from './announce.js';
import { lookAgainMs, untilBeat } from './look-again.js';
import { findDecisions, findStandings, type Standing } from './reply.repository.js';
import { SharedLooks } from './shared-looks.js';
import { Wakeup } from './wakeup.js';

/** The message whose reply is waited for. */
interface Awaited {
  readonly messageId: string;
  readonly conversationId: string;
  /** It was stored since whoever waits began to listen: what was not heard of is not there yet. @default false */
  readonly isNew?: boolean;
}

/** How a message stands for whoever waits for its reply. */
export interface Outcome {
  readonly status: MessageStatus;
  /** The first one. */
  readonly reply: MessageView | undefined;
  /** What people have to decide before there can be one. */
  readonly waiting_for?: AwaitedDecision[];
}

/** Looks for replies, for all who wait in this process together. */
export class ReplyWaiter {
  private readonly looks: SharedLooks<string, Standing>;

  constructor(
    private readonly database: Database,
    private readonly channel: LiveChannel,
  ) {
    this.looks = new SharedLooks(database, findStandings);
  }

  /**
   * Begins to listen, before the message is stored when its conversation is known by then: so nobody has to look
   * for a reply that came before they listened. To be closed.
   */
  listen(caller: Caller, signal: AbortSignal, conversationId?: string | null): ReplyEar {
    const ear = new ReplyEar(this.channel, caller, signal, {
      look: (messageId) => this.looks.look(caller, { name: messageId, question: messageId }),
      decisions: (conversation, messageId) =>
        this.database.read(caller, (tx) => findDecisions(tx, conversation, messageId)),
    });
    if (conversationId != null) ear.hear(conversationId);
    return ear;
  }
}

/** What an ear reads when it was told to. */
interface Sight {
  look(messageId: string): Promise<Standing>;
  decisions(
    conversationId: string,
    messageId: string,
  ): Promise<{ waiting_for?: AwaitedDecision[] }>;
}

/** Holds an answer back until the reply is there, so that curl needs no polling loop. */
export class ReplyEar {
  private readonly wakeup: Wakeup;
  private stop: (() => void) | undefined;
  private messageId: string | undefined;
  /** What ended while the message was being stored: one that is answered at once is among it. */
  private readonly endedBefore = new Set<string>();

  constructor(
    private readonly channel: LiveChannel,
    private readonly caller: Caller,
    private readonly signal: AbortSignal,
    private readonly sight: Sight,
  ) {
    this.wakeup = new Wakeup(signal);
  }

  hear(conversationId: string): void {
    this.stop ??= listenTo(this.channel, this.caller.workspace, conversationId, (heard) => {
      if (this.concerns(heard)) this.wakeup.wake();
    });
  }

  /** The first reply to the message, for at most `milliseconds`. A time-out means: not yet known. */
  async reply(message: Awaited, milliseconds: number): Promise<Outcome> {
    const startedAt = performance.now();
    const deadline = startedAt + milliseconds;
    const sleep = (left: number): Promise<void> => {
      const now = performance.now();
      const soon = untilBeat(now, lookAgainMs(this.channel, now - startedAt));
      return this.wakeup.sleep(Math.min(left, soon));
    };
    this.messageId = message.messageId;
    if (this.endedBefore.has(message.messageId)) this.wakeup.wake();
    this.hear(message.conversationId);
    if (message.isNew === true) await sleep(milliseconds);
    for (;;) {
      const found = await this.sight.look(message.messageId);
      const left = deadline - performance.now();
      if (isSettled(found.status) || this.signal.aborted || left <= 0) return this.tell(found);
      await sleep(left);
    }
  }

  close(): void {
    this.stop?.();
    this.wakeup.close();
  }

  /** In a busy conversation others end all the time: only its own end is worth a look. */
  private concerns(heard: Announcement): boolean {
    if (heard.kind !== 'logged') return false;
    const { settled } = heard;
    if (settled === undefined) return true;
    if (this.messageId !== undefined) return settled.includes(this.messageId);
    for (const id of settled) this.endedBefore.add(id);
    return false;
  }

  private async tell({ status, conversationId, reply }: Standing): Promise<Outcome> {
    if (status !== 'waiting' || conversationId === undefined || this.messageId === undefined) {
      return { status, reply };
    }
    return { status, reply, ...(await this.sight.decisions(conversationId, this.messageId)) };
  }
}
