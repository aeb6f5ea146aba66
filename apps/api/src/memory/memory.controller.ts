import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentName,
  batchRemembered,
  entitiesRelated,
  entityRemembered,
  fieldErrors,
  memoryCleared,
  memoryResults,
  relateEntities,
  rememberBatch,
  rememberEntity,
  type BatchRemembered,
  type EntitiesRelated,
  type EntityRemembered,
  type MemoryCleared,
  type MemoryResults,
  type RelateEntities,
  type RememberBatch,
  type RememberEntity,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { MemoryDesk } from './memory-desk.js';
import { MemoryLedger } from './memory-ledger.js';
import {
  clearOptions,
  memorySearchOptions,
  type ClearOptions,
  type MemorySearchOptions,
} from './memory-queries.js';

/** The memory of agents, written and searched by clients. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryController {
  constructor(
    private readonly desk: MemoryDesk,
    private readonly ledger: MemoryLedger,
  ) {}

  @NeedsScopes('memory:write')
  @Post('entities')
  @Reply(201, entityRemembered, 'Remember something.', {
    description:
      'Facts that are known under this name are kept and not said twice. A fact with a `predicate` takes ' +
      'the place of the one with the same predicate, which stays in the history as `superseded`.',
    takesBody: true,
    errors: [
      'AGENT_NOT_FOUND',
      'MEMORY_NOT_FOUND',
      'MEMORY_TYPE_CONFLICT',
      'MEMORY_FULL',
      'MEMORY_ERASED',
    ],
  })
  async rememberEntity(
    @CallerOf() caller: Caller,
    @Body({ schema: rememberEntity }) entity: RememberEntity,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<EntityRemembered> {
    return this.ledger.remember(caller, entity, claim);
  }

  @NeedsScopes('memory:write')
  @Post('entities/batch')
  @Reply(201, batchRemembered, 'Remember up to 100 things.', {
    description: 'Each succeeds or fails by itself; those that succeed are stored together.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async rememberBatch(
    @CallerOf() caller: Caller,
    @Body({ schema: rememberBatch }) batch: RememberBatch,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<BatchRemembered> {
    return this.ledger.rememberBatch(caller, batch, claim);
  }

  @NeedsScopes('memory:read')
  @Get('search')
  @Reply(200, memoryResults, 'Search a memory.', {
    description:
      'As `POST /api/v1/agents/{name}/memory/search`, with each fact by itself and more of each entity. ' +
      '`temporal_filter=date_range` finds what held at some time from `start_date` to `end_date`.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async searchMemory(
    @CallerOf() caller: Caller,
    @Query({ schema: memorySearchOptions }) options: MemorySearchOptions,
  ): Promise<MemoryResults> {
    const { agent_id, memory_scope, conversation_id, ...terms } = options;
    return this.desk.results(caller, { agent_id, memory_scope, conversation_id }, terms);
  }

  @NeedsScopes('memory:write')
  @Post('relations')
  @Reply(201, entitiesRelated, 'Relate two entities.', {
    description:
      'Both are of one scope. Said again, it changes as far as it is named; what it was stays in its history.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async relateEntities(
    @CallerOf() caller: Caller,
    @Body({ schema: relateEntities }) relation: RelateEntities,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<EntitiesRelated> {
    return this.ledger.relate(caller, relation, claim);
  }

  @Audited('memory.clear')
  @NeedsScopes('memory:write')
  @Delete(':agent')
  @Reply(200, memoryCleared, 'Clear a memory.', {
    description: 'Needs `confirm=true`: what is cleared is gone.',
    errors: ['AGENT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async clearMemory(
    @CallerOf() caller: Caller,
    @Param('agent', { schema: agentName }) agent: string,
    @Query({ schema: clearOptions }) { confirm = false, entity_types, ...target }: ClearOptions,
  ): Promise<MemoryCleared> {
    if (!confirm) {
      throw fieldErrors('INVALID_REQUEST', [
        { field: 'confirm', rule: 'required', message: 'must be true: what is cleared is gone' },
      ]);
    }
    return this.ledger.clear(caller, { agent_id: agent, ...target }, entity_types);
  }
}
