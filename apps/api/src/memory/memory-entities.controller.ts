import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  entityForgotten,
  entityName,
  entityPinned,
  factsRetracted,
  memoryEntities,
  memoryEntity,
  pinEntity,
  retractFact,
  type EntityForgotten,
  type EntityPinned,
  type FactsRetracted,
  type MemoryEntities,
  type MemoryEntity,
  type PinEntity,
  type RetractFact,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { AgentRegistry } from '#agents';
import { MemoryView } from '#memory';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { listEntities } from './list-entities.js';
import { MemoryCorrector } from './memory-corrector.js';
import { MemoryKeeper } from './memory-keeper.js';
import { unknownEntities } from './memory-ledger.js';
import { readSettings, targetPlaces } from './memory-place.js';
import {
  entityListOptions,
  entityOptions,
  type EntityListOptions,
  type EntityOptions,
} from './memory-queries.js';
import { viewEntity } from './memory-views.js';

/** One entity: all that is known of it, and what people decide about it. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory/entities')
export class MemoryEntitiesController {
  constructor(
    private readonly view: MemoryView,
    private readonly registry: AgentRegistry,
    private readonly corrector: MemoryCorrector,
    private readonly keeper: MemoryKeeper,
  ) {}

  @NeedsScopes('memory:read')
  @Get()
  @Reply(200, memoryEntities, 'List what is remembered, the newest first.', {
    description:
      'The entities of the scope that is named, else of all that the agent may see; those that were written ' +
      'last come first.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async listEntities(
    @CallerOf() caller: Caller,
    @Query({ schema: entityListOptions })
    { cursor, limit, ...filter }: EntityListOptions,
  ): Promise<MemoryEntities> {
    return pageOf(['entities', filter], { cursor, limit }, async (page) => {
      const settings = await readSettings(this.registry, caller, filter.agent_id);
      const places = targetPlaces(filter, settings);
      return listEntities(this.view, caller, places, { entity_type: filter.entity_type, ...page });
    });
  }

  @NeedsScopes('memory:read')
  @Get(':entity')
  @Reply(200, memoryEntity, 'Get an entity with all its facts.', {
    description:
      'Also those that no longer hold, with what took their place and where each came from.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async getEntity(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) name: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<MemoryEntity> {
    const settings = await readSettings(this.registry, caller, target.agent_id);
    const places = targetPlaces(target, settings);
    const found = await this.view.entity(caller, places, name);
    if (found === undefined) throw unknownEntities([name]);
    return viewEntity(found);
  }

  @NeedsScopes('memory:write')
  @Post(':entity/retract')
  @Reply(201, factsRetracted, 'Take back everything that is known of an entity.', {
    description:
      'Every fact about it that holds or waits, as one retraction. Of several entities of that name the ' +
      'one nearest to the agent is meant.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async retractEntity(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) name: string,
    @Body({ schema: retractFact }) command: RetractFact,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<FactsRetracted> {
    return this.corrector.retractEntity(caller, name, command, claim);
  }

  @NeedsScopes('memory:write')
  @Delete(':entity')
  @Reply(200, entityForgotten, 'Forget an entity.', {
    description:
      'With its facts, their history, its vectors and relations, also when it is pinned. It may be learned ' +
      'again. To take back what is wrong, retract the fact.',
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async forgetEntity(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) name: string,
    @Query({ schema: entityOptions }) target: EntityOptions,
  ): Promise<EntityForgotten> {
    return this.keeper.forget(caller, name, target);
  }

  @NeedsScopes('memory:write')
  @Put(':entity/pin')
  @Reply(200, entityPinned, 'Keep an entity whatever the rules of retention say.', {
    description: 'With `"pinned": false` they may have it again.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async pinEntity(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) name: string,
    @Body({ schema: pinEntity }) command: PinEntity,
  ): Promise<EntityPinned> {
    return this.keeper.pin(caller, name, command);
  }
}
