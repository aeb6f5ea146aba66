import type { Database } from '#platform';
import {
  readApprovalsOf,
  type ApprovalStanding,
} from '../approvals/approval-request.repository.js';
import { readAnswersOf, type AnswerStanding } from '../asking/answer.repository.js';
import type { Turn } from '../mailbox/turn.js';
import { onBehalfOf } from '../on-behalf-of.js';

/** Whose turn it is. */
type Waiter = Pick<Turn, 'lease'> & { readonly message: { readonly id: string } };

/** What a turn waited for, as it stands, since its message was accepted or put back; the oldest first. */
export class WaitBook {
  constructor(private readonly database: Database) {}

  /** What was asked of people. */
  async approvals({ lease, message }: Waiter): Promise<ApprovalStanding[]> {
    return this.database.read(onBehalfOf(lease), (tx) =>
      readApprovalsOf(tx, lease.workspace, message.id),
    );
  }

  /** What was asked of other agents, with the answers that have come. */
  async answers({ lease, message }: Waiter): Promise<AnswerStanding[]> {
    return this.database.read(onBehalfOf(lease), (tx) =>
      readAnswersOf(tx, lease.workspace, message.id),
    );
  }
}
