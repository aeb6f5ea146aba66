import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  factAccepted,
  factsRetracted,
  memoryDecision,
  memoryRetractions,
  memoryReview,
  observationId,
  retractionId,
  retractionUndone,
  type FactAccepted,
  type FactsRetracted,
  type MemoryDecision,
  type MemoryRetractions,
  type MemoryReview,
  type RetractionUndone,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { MemoryAuditor } from './memory-auditor.js';
import { MemoryCorrector } from './memory-corrector.js';
import { memoryPage, type MemoryPage } from './memory-queries.js';

/** What people decide about facts: those that wait, and those that were taken back. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryReviewController {
  constructor(
    private readonly auditor: MemoryAuditor,
    private readonly corrector: MemoryCorrector,
  ) {}

  @NeedsScopes('memory:read')
  @Get('review')
  @Reply(200, memoryReview, 'List the facts that wait for people, the oldest first.', {
    description:
      'They are not recalled until somebody accepts them. `contradicts` names what holds in answer to the ' +
      'same question.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async listWaitingFacts(
    @CallerOf() caller: Caller,
    @Query({ schema: memoryPage }) { cursor, limit, ...target }: MemoryPage,
  ): Promise<MemoryReview> {
    return pageOf(['facts that wait', target], { cursor, limit }, (page) =>
      this.auditor.waiting(caller, target, page),
    );
  }

  @NeedsScopes('memory:write')
  @Post('review/:id/accept')
  @Reply(200, factAccepted, 'Accept a fact that waits.', {
    description: 'It holds from then on; what it contradicts gives way to it.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'MEMORY_FACT_SETTLED'],
  })
  async acceptFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Body({ schema: memoryDecision }) target: MemoryDecision,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<FactAccepted> {
    return this.corrector.accept(caller, id, target, claim);
  }

  @NeedsScopes('memory:write')
  @Post('review/:id/reject')
  @Reply(200, factsRetracted, 'Reject a fact that waits.', {
    description: 'It is retracted, so that the rejection can be undone.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'MEMORY_FACT_SETTLED'],
  })
  async rejectFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Body({ schema: memoryDecision }) target: MemoryDecision,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<FactsRetracted> {
    return this.corrector.reject(caller, id, target, claim);
  }

  @NeedsScopes('memory:read')
  @Get('retractions')
  @Reply(200, memoryRetractions, 'List what was taken back, the newest first.', {
    description:
      'Each retraction with its facts, 20 at most and as far as the agent may see them; `retracted_total` counts ' +
      'them all; `relations` names a relation that was taken back. What was forgotten since is not told.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async listRetractions(
    @CallerOf() caller: Caller,
    @Query({ schema: memoryPage }) { cursor, limit, ...target }: MemoryPage,
  ): Promise<MemoryRetractions> {
    return pageOf(['retractions', target], { cursor, limit }, (page) =>
      this.auditor.retractions(caller, target, page),
    );
  }

  @NeedsScopes('memory:write')
  @Post('retractions/:id/undo')
  @Reply(200, retractionUndone, 'Undo a retraction.', {
    description:
      'Every fact, and the relation, stands again as it stood before. What was learned since in answer to the same question ' +
      'holds on, and what somebody else has changed since stays as it is.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'MEMORY_FACT_SETTLED'],
  })
  async undoRetraction(
    @CallerOf() caller: Caller,
    @Param('id', { schema: retractionId }) id: string,
    @Body({ schema: memoryDecision }) target: MemoryDecision,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<RetractionUndone> {
    return this.corrector.undo(caller, id, target, claim);
  }
}
