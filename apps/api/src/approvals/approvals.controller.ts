import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  approval,
  approvalDecision,
  approvalId,
  approvalList,
  type Approval,
  type ApprovalDecision,
  type ApprovalList,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { ApprovalDesk } from './approval-desk.js';
import { approvalListOptions, type ApprovalListOptions } from './approval-queries.js';

/** What agents need people for. */
@ApiTags('Approvals')
@Controller('api/v1/approvals')
export class ApprovalsController {
  constructor(private readonly desk: ApprovalDesk) {}

  @NeedsScopes('approvals:read')
  @Get()
  @Reply(200, approvalList, 'List the approvals, the newest first.', {
    description: 'What agents ask of people, and what was decided; `status=pending` is the inbox.',
  })
  async listApprovals(
    @CallerOf() caller: Caller,
    @Query({ schema: approvalListOptions }) options: ApprovalListOptions,
  ): Promise<ApprovalList> {
    const { cursor, limit, ...filter } = options;
    return pageOf(['approvals', filter], { cursor, limit }, (page) =>
      this.desk.list(caller, filter, page),
    );
  }

  @NeedsScopes('approvals:read')
  @Get(':id')
  @Reply(200, approval, 'Look at an approval: what is to be done, by whom, and why.', {
    errors: ['APPROVAL_NOT_FOUND'],
  })
  async getApproval(
    @CallerOf() caller: Caller,
    @Param('id', { schema: approvalId }) id: string,
  ): Promise<Approval> {
    return this.desk.get(caller, id);
  }

  @Audited('approval.decide')
  @NeedsScopes('approvals:decide')
  @Post(':id')
  @Reply(200, approval, 'Decide: approve, deny, or approve with other arguments.', {
    description:
      'The turn that waits goes on at once. The first decision counts; whoever comes later is answered ' +
      'with 409 and the decision that counts.',
    takesBody: true,
    errors: ['APPROVAL_NOT_FOUND', 'APPROVAL_DECIDED', 'INVALID_ARGUMENTS'],
  })
  async decideApproval(
    @CallerOf() caller: Caller,
    @Param('id', { schema: approvalId }) id: string,
    @Body({ schema: approvalDecision }) decision: ApprovalDecision,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<Approval> {
    return this.desk.decide(caller, id, decision, claim);
  }
}
