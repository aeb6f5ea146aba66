import { Controller, Post, Query, Req } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { memoryExport, memoryImported, type MemoryImported } from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { recordLines, Reply } from '../http/reply.decorator.js';
import { readStreamedBody, StreamsBody } from '../http/streamed-body.js';
import { Takes } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { ImportLimits } from './import-limits.js';
import { MemoryImports } from './memory-imports.js';
import { importOptions, type ImportOptions } from './moving-queries.js';

/** Memories taken in: caxton-facts §3.5. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryImportController {
  constructor(
    private readonly imports: MemoryImports,
    private readonly limits: ImportLimits,
  ) {}

  @Audited('memory.import')
  @NeedsScopes('memory:write')
  @Post('import')
  @StreamsBody()
  @ApiConsumes('application/json', recordLines)
  @Takes(memoryExport)
  @Reply(201, memoryImported, 'Import a memory.', {
    description:
      'Takes in what `GET /api/v1/memory/export` gave, as JSON or JSON Lines, while it arrives: the body may ' +
      'be far larger than other bodies (`CAXTON_MAX_IMPORT`). Records go where they came from, or into the ' +
      'scope that the query names. They are stored in batches; an import that was interrupted is resumed by ' +
      'sending it again, and nothing is stored twice. An error names the line (`details.line`) and each ' +
      'bad field, and tells what is stored already (`details.stored`). Vectors are used if the model of this ' +
      'server made them, else they are made anew.',
    takesBody: true,
    errors: ['MEMORY_CONFLICT', 'MEMORY_TYPE_CONFLICT', 'MEMORY_FULL'],
  })
  async importMemory(
    @CallerOf() caller: Caller,
    @Query({ schema: importOptions }) options: ImportOptions,
    @Req() { raw, headers }: FastifyRequest,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<MemoryImported> {
    const body = readStreamedBody(raw, this.limits);
    const isDocument = (headers['content-type'] ?? '').startsWith('application/json');
    return this.imports.take(caller, options, { body, isDocument }, claim);
  }
}
