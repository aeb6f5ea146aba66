import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  memoryRelationImpact,
  memoryRelationWhy,
  relationId,
  relationRetracted,
  retractRelation,
  type MemoryRelationImpact,
  type MemoryRelationWhy,
  type RelationRetracted,
  type RetractRelation,
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

/** One relation: where it comes from, what depends on it, and its retraction. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryRelationsController {
  constructor(
    private readonly auditor: MemoryAuditor,
    private readonly corrector: MemoryCorrector,
  ) {}

  @NeedsScopes('memory:read')
  @Get('relations/:id/why')
  @Reply(200, memoryRelationWhy, 'See where a relation comes from.', {
    description:
      'The message and the turn it was first said in, every version with who said it, whether it was retracted, and which answers used a ' +
      'memory that it had led to.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async explainRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryRelationWhy> {
    return this.auditor.whyRelation(caller, target, id);
  }

  @NeedsScopes('memory:read')
  @Get('relations/:id/impact')
  @Reply(200, memoryRelationImpact, 'See what depends on a relation.', {
    description:
      'Which answers used a memory that it had led to, and what was learned in the turns of those answers. Ask ' +
      'before you end it or take it back.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async weighRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryRelationImpact> {
    return this.auditor.impactOfRelation(caller, target, id);
  }

  @NeedsScopes('memory:write')
  @Post('relations/:id/retract')
  @Reply(201, relationRetracted, 'Take a relation back.', {
    description:
      'It is followed nowhere from then on, and told of no time. Its two entities and what is known of them stay. ' +
      'With `review_learned` what was learned in turns that it led to something in waits for people. All of it ' +
      'can be undone with `POST /api/v1/memory/retractions/{id}/undo`.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'MEMORY_FACT_SETTLED'],
  })
  async retractRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Body({ schema: retractRelation }) command: RetractRelation,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<RelationRetracted> {
    return this.corrector.retractRelation(caller, id, command, claim);
  }
}
