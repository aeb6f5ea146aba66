import { systemCaller, type Database, type Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { continueForSettlement } from '../append/numbering.repository.js';
import { SetAside } from '../mailbox/set-aside.js';
import type { SettledOne } from '../mailbox/settle-waiting.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import { giveAnswers } from './hand-over.js';
import { findStrayAnswers, takeStrayAnswer, type StrayAnswer } from './stray-answer.repository.js';

/** How much one sweep takes on, so that it stays short. */
const portion = 200;

/** Answers that workers of versions before questions put into the mailbox of whoever waits for them. */
export class StrayAnswers {
  private readonly aside = new SetAside();

  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {}

  /** Gives each to the turn that waits for it. Gives how many there were; throws when some could not be given. */
  async handOver(): Promise<number> {
    const strays = await this.database.read(systemCaller, (tx) =>
      findStrayAnswers(tx, portion, this.aside.keys),
    );
    await this.aside.each(strays, async (stray) => {
      const caller = { workspace: stray.workspace_id, principal: 'system' };
      const done = await this.database.transaction(caller, (tx) => handOverStray(tx, stray));
      if (done === undefined) return;
      this.afterCommit.mailArrived(stray.workspace_id, done.rings, [done.numbering]);
    });
    return strays.length;
  }
}

async function handOverStray(tx: Tx, stray: StrayAnswer): Promise<SettledOne | undefined> {
  const { conversation_id: conversationId, id, in_reply_to: inReplyTo, performative } = stray;
  await lockConversation(tx, conversationId);
  if (!(await takeStrayAnswer(tx, stray))) return undefined;
  const numbering = await continueForSettlement(tx, {
    ...{ conversationId, messages: [], events: 0 },
    settled: 1,
  });
  const messages = [{ id, inReplyTo, performative, isHanded: true as const }];
  return { rings: await giveAnswers(tx, { messages, awaited: [stray] }), numbering };
}
