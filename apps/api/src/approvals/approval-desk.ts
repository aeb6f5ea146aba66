import {
  fieldErrors,
  type Approval,
  type ApprovalDecision,
  type ApprovalFilter,
  type ApprovalList,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import type { Approvals, ConversationReach } from '#messaging';
import { explainMisfit } from './explain-misfit.js';

/** Where people look at what agents ask of them, and decide. */
export class ApprovalDesk {
  constructor(
    private readonly approvals: Approvals,
    private readonly reach: Pick<ConversationReach, 'refuseBeyond'>,
  ) {}

  list(
    caller: Caller,
    filter: ApprovalFilter,
    page: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<ApprovalList> {
    return this.approvals.list(caller, filter, page);
  }

  /** Thrown: APPROVAL_NOT_FOUND; NOT_GRANTED when it is about what the caller could not have asked for. */
  async get(caller: Caller, id: string): Promise<Approval> {
    const found = await this.approvals.get(caller, id);
    await this.reach.refuseBeyond(caller, { conversationId: found.conversation_id });
    return found;
  }

  /** Thrown: APPROVAL_NOT_FOUND, NOT_GRANTED, INVALID_ARGUMENTS naming each field, APPROVAL_DECIDED. */
  async decide(
    caller: Caller,
    id: string,
    decision: ApprovalDecision,
    claim: IdempotencyClaim | undefined,
  ): Promise<Approval> {
    const { argument_schema: schema } = await this.get(caller, id);
    if (decision.arguments !== undefined && schema !== null) {
      const misfits = explainMisfit(schema, decision.arguments);
      if (misfits.length > 0) throw fieldErrors('INVALID_ARGUMENTS', misfits);
    }
    return this.approvals.decide(caller, id, decision, claim);
  }
}
