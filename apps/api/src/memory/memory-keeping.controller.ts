import { Body, Controller, Delete, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  entityForgotten,
  entityName,
  entityPinned,
  eraseSubject,
  erasureLifted,
  fieldErrors,
  liftErasure,
  pinEntity,
  subjectErased,
  type EntityForgotten,
  type EntityPinned,
  type EraseSubject,
  type ErasureLifted,
  type LiftErasure,
  type PinEntity,
  type SubjectErased,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { MemoryKeeper } from './memory-keeper.js';
import { entityOptions, type EntityOptions } from './memory-queries.js';

/** What a memory keeps, what it lets go, and what it must never hold again. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryKeepingController {
  constructor(private readonly keeper: MemoryKeeper) {}

  @Delete('entities/:entity')
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

  @Put('entities/:entity/pin')
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

  @Post('erasures')
  @Reply(200, subjectErased, 'Erase somebody or something from every memory of the workspace.', {
    description:
      'Of every agent and every conversation: what bears the name, every fact that names it in whatever ' +
      'state, and what was derived from those. A hash of the name is left, so that it is not learned again. ' +
      'Messages are not memory: they stay. Not to be undone; ask with `dry_run` first.',
    takesBody: true,
  })
  async eraseSubject(
    @CallerOf() caller: Caller,
    @Body({ schema: eraseSubject }) command: EraseSubject,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<SubjectErased> {
    if (!command.confirm && !command.dry_run) {
      throw fieldErrors('INVALID_REQUEST', [
        { field: 'confirm', rule: 'required', message: 'must be true: what is erased is gone' },
      ]);
    }
    return this.keeper.erase(caller, command, claim);
  }

  @Post('erasures/lift')
  @Reply(200, erasureLifted, 'Let an erased subject be learned again.', { takesBody: true })
  async liftErasure(
    @CallerOf() caller: Caller,
    @Body({ schema: liftErasure }) command: LiftErasure,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ErasureLifted> {
    return this.keeper.lift(caller, command, claim);
  }
}
