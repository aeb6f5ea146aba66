import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  memoryHealth,
  memoryQuality,
  memoryStats,
  type MemoryHealth,
  type MemoryQuality,
  type MemoryStats,
} from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import {
  qualityOptions,
  statsOptions,
  type QualityOptions,
  type StatsOptions,
} from './memory-queries.js';
import { MemoryReporter } from './memory-reporter.js';

/** How much is remembered, how good it is, and whether memory works. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryReportsController {
  constructor(private readonly reporter: MemoryReporter) {}

  @NeedsScopes('memory:read')
  @Get('quality')
  @Reply(200, memoryQuality, 'See how good a memory is.', {
    description:
      'Counts what is said twice, contradicts itself, is stale, unused, doubtful or without a vector, with ' +
      'examples. Reads everything that the agent may see.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async getMemoryQuality(
    @CallerOf() caller: Caller,
    @Query({ schema: qualityOptions }) { stale_days, unused_days, ...target }: QualityOptions,
  ): Promise<MemoryQuality> {
    return this.reporter.quality(caller, target, { stale_days, unused_days });
  }

  @NeedsScopes('memory:read')
  @Get('stats')
  @Reply(200, memoryStats, 'See how much is remembered, by scope.', {
    description:
      'Of what an agent may see, or, without `agent_id`, of the whole workspace in numbers only.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async getMemoryStats(
    @CallerOf() caller: Caller,
    @Query({ schema: statsOptions }) target: StatsOptions,
  ): Promise<MemoryStats> {
    return this.reporter.stats(caller, target);
  }

  @NeedsScopes('memory:read')
  @Get('health')
  @Reply(200, memoryHealth, 'See whether memory works.', {
    description:
      '`degraded` when a check warns, for instance because the embedding model cannot be loaded.',
  })
  async getMemoryHealth(@CallerOf() caller: Caller): Promise<MemoryHealth> {
    return this.reporter.health(caller);
  }
}
