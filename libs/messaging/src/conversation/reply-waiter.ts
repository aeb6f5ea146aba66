import { isSettled } from '#protocol';
import type { Caller, Database } from '#platform';
import { listenTo, type LiveChannel } from './announce.js';
import { lookAgainMs } from './look-again.js';
import { findReply, type Outcome } from './message-lookup.repository.js';
import { Wakeup } from './wakeup.js';

/** Holds an answer back until the reply is there, so that curl needs no polling loop. */
export class ReplyWaiter {
  constructor(
    private readonly database: Database,
    private readonly channel: LiveChannel,
  ) {}

  /** The first reply to the message, for at most `milliseconds`. A time-out means: not yet known. */
  async wait(
    caller: Caller,
    message: { readonly conversationId: string; readonly messageId: string },
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const startedAt = performance.now();
    const deadline = startedAt + milliseconds;
    const wakeup = new Wakeup(signal);
    const stop = listenTo(this.channel, caller.workspace, message.conversationId, (heard) => {
      if (heard.kind === 'logged') wakeup.wake();
    });
    try {
      for (;;) {
        const found = await this.look(caller, message.messageId);
        const left = deadline - performance.now();
        if (isSettled(found.status) || signal.aborted || left <= 0) return found;
        const soon = lookAgainMs(this.channel, performance.now() - startedAt);
        await wakeup.sleep(Math.min(left, soon));
      }
    } finally {
      stop();
      wakeup.close();
    }
  }

  private look(caller: Caller, messageId: string): Promise<Outcome> {
    return this.database.read(caller, (tx) => findReply(tx, messageId));
  }
}
