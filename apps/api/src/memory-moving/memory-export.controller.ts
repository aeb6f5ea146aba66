import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { memoryExport } from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { recordLines, Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { MemoryExports } from './memory-exports.js';
import { exportOptions, type ExportOptions } from './moving-queries.js';

/** Memories given away: caxton-facts §3.5. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryExportController {
  constructor(private readonly exports: MemoryExports) {}

  @Audited('memory.export')
  @NeedsScopes('memory:read')
  @Get('export')
  @Reply(200, memoryExport, 'Export a memory.', {
    description:
      'Everything that is remembered in a scope: entities with every fact, its history and its source, ' +
      'the answers they went into, relations, and, if wanted, vectors. A scope without its owner (`agent_id`, ' +
      '`conversation_id`) is exported for all owners; without any of them, everything is. The answer is a ' +
      'stream. Each entity is whole as of one moment; what is written meanwhile may be in it or not.',
    streamsRecords: true,
    errors: ['AGENT_NOT_FOUND'],
  })
  async exportMemory(
    @CallerOf() caller: Caller,
    @Query({ schema: exportOptions }) options: ExportOptions,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await this.exports.begin(caller, options);
    void reply
      .header('content-type', options.format === 'json' ? 'application/json' : recordLines)
      .header('cache-control', 'no-store');
    // The framework would read the whole stream only to throw it away.
    if (reply.request.method === 'HEAD') {
      text.destroy();
      void reply.send();
    } else void reply.send(text);
  }
}
