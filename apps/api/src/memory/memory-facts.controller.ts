import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  factsRetracted,
  memoryImpact,
  memoryWhy,
  observationId,
  retractFact,
  type FactsRetracted,
  type MemoryImpact,
  type MemoryWhy,
  type RetractFact,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { MemoryAuditor } from './memory-auditor.js';
import { MemoryCorrector } from './memory-corrector.js';
import { entityOptions, type EntityOptions } from './memory-queries.js';

/** One fact: where it comes from, what depends on it, and its retraction. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryFactsController {
  constructor(
    private readonly auditor: MemoryAuditor,
    private readonly corrector: MemoryCorrector,
  ) {}

  @NeedsScopes('memory:read')
  @Get('observations/:id/why')
  @Reply(200, memoryWhy, 'See where a fact comes from.', {
    description:
      'The message and the turn it was learned in, who wrote it, what it was derived from, what it took the ' +
      'place of, whether it was retracted, and which answers it went into.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async explainFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryWhy> {
    return this.auditor.why(caller, target, id);
  }

  @NeedsScopes('memory:read')
  @Get('observations/:id/impact')
  @Reply(200, memoryImpact, 'See what depends on a fact.', {
    description:
      'What was derived from it, directly or not, which answers it went into, and what was learned in the ' +
      'turns of those answers. Ask before you retract.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async weighFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryImpact> {
    return this.auditor.impact(caller, target, id);
  }

  @NeedsScopes('memory:write')
  @Post('observations/:id/retract')
  @Reply(201, factsRetracted, 'Take a fact back.', {
    description:
      'With everything that was derived from it. A fact that had given way to it holds again. With ' +
      '`review_learned` what was learned in turns that it was shown to waits for people. All of it can be ' +
      'undone with `POST /api/v1/memory/retractions/{id}/undo`.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'MEMORY_FACT_SETTLED'],
  })
  async retractFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Body({ schema: retractFact }) command: RetractFact,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<FactsRetracted> {
    return this.corrector.retract(caller, id, command, claim);
  }
}
