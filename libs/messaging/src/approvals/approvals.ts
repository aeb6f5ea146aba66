import type { Approval, ApprovalDecision, ApprovalFilter, ApprovalList } from '#protocol';
import { faultPoint } from '#faults';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database, Tx } from '#platform';
import type { AfterCommit } from '../after-commit.js';
import { logEvents } from '../append/event-log.repository.js';
import { continueForSettlement, type Numbering } from '../append/numbering.repository.js';
import type { Page } from '../conversation/conversation-log.js';
import { isApprovalId, isPlaceInTime, readCursor, writeCursor } from '../conversation/cursor.js';
import { lockConversation } from '../mailbox/settle-waiting.repository.js';
import type { MailedMailbox } from '../new-message.js';
import { wakeMailbox } from '../suspension/park.repository.js';
import {
  decideApproval,
  findApproval,
  listApprovals,
  type ApprovalRow,
  type Decided,
} from './approval.repository.js';
import { isDecided, noApproval, viewApproval } from './view-approval.js';

const statusOf = { approve: 'approved', edit: 'edited', deny: 'denied' } as const;

/** What is left to be done after the commit of a decision. */
interface DecisionMade {
  readonly rings: readonly MailedMailbox[];
  readonly numbering: Numbering;
}

/** What suspended turns ask of people: for them to look at and decide. */
export class Approvals {
  constructor(
    private readonly database: Database,
    private readonly afterCommit: AfterCommit,
  ) {}

  /** Newest first. */
  async list(caller: Caller, filter: ApprovalFilter, page: Page): Promise<ApprovalList> {
    const after =
      page.cursor === undefined
        ? undefined
        : readCursor(page.cursor, [isPlaceInTime, isApprovalId]);
    const rows = await this.database.read(caller, (tx) =>
      listApprovals(tx, filter, after, page.limit + 1),
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      approvals: shown.map(viewApproval),
      ...(rows.length > page.limit && last !== undefined
        ? { next_cursor: writeCursor([last.place, last.id]) }
        : {}),
    };
  }

  /** Thrown when there is none of that id: APPROVAL_NOT_FOUND. */
  async get(caller: Caller, id: string): Promise<Approval> {
    return viewApproval(await this.find(caller, id));
  }

  /**
   * Writes a decision down, and its turn goes on. The first one counts; of arguments that were edited the
   * caller has seen to it that they fit. Thrown: APPROVAL_NOT_FOUND, APPROVAL_DECIDED.
   */
  async decide(
    caller: Caller,
    id: string,
    decision: ApprovalDecision,
    claim?: IdempotencyClaim,
  ): Promise<Approval> {
    const found = await this.find(caller, id);
    const decided: Decided = {
      status: statusOf[decision.decision],
      by: decision.decided_by ?? caller.principal,
      reason: decision.reason,
      edited: decision.arguments,
    };
    const effect: { made?: DecisionMade } = {};
    const answer = await faultPoint('approval.decide', () =>
      answerOnce(this.database, caller, claim, async (tx) => {
        effect.made = await decideOnce(tx, found, decided);
        return viewApproval((await findApproval(tx, id)) ?? found);
      }),
    );
    if (effect.made !== undefined) {
      const { rings, numbering } = effect.made;
      this.afterCommit.mailArrived(caller.workspace, rings, [numbering]);
    }
    return answer;
  }

  private async find(caller: Caller, id: string): Promise<ApprovalRow> {
    const found = await this.database.read(caller, (tx) => findApproval(tx, id));
    if (found === undefined) throw noApproval(id);
    return found;
  }
}

/** @throws {ProtocolError} APPROVAL_DECIDED, with the decision that counts */
async function decideOnce(tx: Tx, found: ApprovalRow, decided: Decided): Promise<DecisionMade> {
  await lockConversation(tx, found.conversation_id);
  if (!(await decideApproval(tx, found.id, decided))) {
    throw isDecided(viewApproval((await findApproval(tx, found.id)) ?? found));
  }
  const numbering = await continueForSettlement(tx, {
    conversationId: found.conversation_id,
    messages: [],
    events: 1,
    settled: 0,
  });
  const rings = await wakeMailbox(tx, found.mailbox_id);
  const data = {
    ...{ approval_id: found.id, status: decided.status, decided_by: decided.by },
    ...(decided.reason === undefined ? {} : { reason: decided.reason }),
  };
  const { conversation_id: conversationId, message_id: messageId } = found;
  await logEvents(tx, [{ type: 'approval.decided', conversationId, messageId, data }], [numbering]);
  return { rings, numbering };
}
