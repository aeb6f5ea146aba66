import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  memoryRelationImpact,
  memoryRelationWhy,
  relationId,
  type MemoryRelationImpact,
  type MemoryRelationWhy,
} from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { MemoryAuditor } from './memory-auditor.js';
import { entityOptions, type EntityOptions } from './memory-queries.js';

/** One relation: where it comes from, and what depends on it. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryRelationsController {
  constructor(private readonly auditor: MemoryAuditor) {}

  @Get('relations/:id/why')
  @Reply(200, memoryRelationWhy, 'See where a relation comes from.', {
    description:
      'The message and the turn it was first said in, every version with who said it, and which answers used a ' +
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

  @Get('relations/:id/impact')
  @Reply(200, memoryRelationImpact, 'See what depends on a relation.', {
    description:
      'Which answers used a memory that it had led to, and what was learned in the turns of those answers. Ask ' +
      'before you end it.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async weighRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryRelationImpact> {
    return this.auditor.impactOfRelation(caller, target, id);
  }
}
