import { faultPoint } from '#faults';
import { systemCaller, type Database, type Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { logEvents, type LogEntry } from '../append/event-log.repository.js';
import { continueForSettlement } from '../append/numbering.repository.js';
import { SetAside } from '../mailbox/set-aside.js';
import { settleOne, type SettledOne } from '../mailbox/settle-waiting.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import { releaseLeftParked } from '../suspension/park.repository.js';
import { approvalExpired } from './approval-expired.js';
import {
  expireApproval,
  findOverdueApprovals,
  withdrawLeftApprovals,
  type OverdueApproval,
} from './approval-end.repository.js';

/** How much one sweep takes on, so that it stays short. */
const portion = 200;

/** Ends approvals that nobody decided in time. Run by every worker. */
export class ApprovalSweep {
  private readonly aside = new SetAside();

  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {}

  /**
   * Ends overdue approvals, and the messages whose turns wait for them. Gives how many; throws when some could
   * not be ended.
   */
  async settleOverdue(): Promise<number> {
    const overdue = await this.database.read(systemCaller, (tx) =>
      findOverdueApprovals(tx, portion, this.aside.keys),
    );
    await this.aside.each(overdue, async (approval) => {
      const caller = { workspace: approval.workspace_id, principal: 'system' };
      const done = await faultPoint('approval.expire', () =>
        this.database.transaction(caller, (tx) => settleOverdue(tx, approval)),
      );
      if (done === undefined) return;
      this.afterCommit.mailArrived(approval.workspace_id, done.rings, [done.numbering]);
    });
    return overdue.length;
  }

  /**
   * Clears up behind workers that know nothing of suspended turns and ended messages whose turns waited.
   * Gives how many approvals were withdrawn.
   */
  async withdrawLeft(): Promise<number> {
    return this.database.read(systemCaller, async (tx) => {
      await releaseLeftParked(tx);
      return withdrawLeftApprovals(tx, portion);
    });
  }
}

/** A turn that runs meanwhile finds out itself when it needs the decision. */
async function settleOverdue(tx: Tx, approval: OverdueApproval): Promise<SettledOne | undefined> {
  await lockConversation(tx, approval.conversation_id);
  if (!(await expireApproval(tx, approval.id))) return undefined;
  const entry: LogEntry = {
    type: 'approval.expired',
    conversationId: approval.conversation_id,
    messageId: approval.message_id,
    data: { approval_id: approval.id, agent: approval.agent, name: approval.name },
  };
  const failure = approvalExpired(approval.name);
  const settled = await settleOne(tx, approval.message_id, 'failed', failure, [entry]);
  if (settled !== undefined) return settled;
  const numbering = await continueForSettlement(tx, {
    conversationId: approval.conversation_id,
    messages: [],
    events: 1,
    settled: 0,
  });
  await logEvents(tx, [entry], [numbering]);
  return { rings: [], numbering };
}
