import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { toolCallFilter, toolCallList, type ToolCallList } from '#protocol';
import type { Caller } from '#platform';
import { MessageLookup } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { queryCursor, queryLimit } from '../http/query-parts.js';
import { Reply } from '../http/reply.decorator.js';

/** Query of the list of calls. */
const toolCallListOptions = z
  .strictObject({ ...toolCallFilter.shape, cursor: queryCursor, limit: queryLimit(50) })
  .refine(({ since = '', until = '' }) => !(Date.parse(since) > Date.parse(until)), {
    path: ['until'],
    error: 'must not be before since',
  });
type ToolCallListOptions = z.infer<typeof toolCallListOptions>;

/** What agents called: docs/tools.md. */
@ApiTags('Tools')
@Controller('api/v1/tool-calls')
export class ToolCallsController {
  constructor(private readonly lookup: MessageLookup) {}

  @NeedsScopes('messages:read')
  @Get()
  @Reply(200, toolCallList, 'List the calls of tools, the newest first.', {
    description:
      'Every call that a model asked for, with how it ended: also those that were refused, and those of which ' +
      'nobody knows whether they took effect. Kept for as long as the steps of turns are.',
  })
  async listToolCalls(
    @CallerOf() caller: Caller,
    @Query({ schema: toolCallListOptions }) options: ToolCallListOptions,
  ): Promise<ToolCallList> {
    const { cursor, limit, ...filter } = options;
    return pageOf(['tool-calls', filter], { cursor, limit }, (page) =>
      this.lookup.toolCalls(caller, filter, page),
    );
  }
}
