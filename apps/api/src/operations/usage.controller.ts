import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { usageReport, type UsageReport } from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { UsageDesk } from './usage-desk.js';
import { usageOptions, type UsageOptions } from './usage-queries.js';

/** What happened and what it cost. */
@ApiTags('Server')
@Controller('api/v1/usage')
export class UsageController {
  constructor(private readonly desk: UsageDesk) {}

  @NeedsScopes('operations:read')
  @Get()
  @Reply(200, usageReport, 'Tell what happened in a time and what it cost.', {
    description:
      'Messages, times, tokens and money, by agent, version, capability, sender, model, day or hour (UTC), or by ' +
      'conversation: those that asked a model and were at work in the time, the dearest first. Whoever is granted some ' +
      'agents only sees what those did, and no conversations.',
    errors: ['FORBIDDEN'],
  })
  async getUsage(
    @CallerOf() caller: Caller,
    @Query({ schema: usageOptions }) options: UsageOptions,
  ): Promise<UsageReport> {
    const { cursor, limit, ...terms } = options;
    return pageOf(['usage', terms], { cursor, limit }, (page) =>
      this.desk.read(caller, options, page),
    );
  }
}
