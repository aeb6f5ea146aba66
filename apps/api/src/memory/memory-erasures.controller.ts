import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  eraseSubject,
  erasureLifted,
  fieldErrors,
  liftErasure,
  subjectErased,
  type EraseSubject,
  type ErasureLifted,
  type LiftErasure,
  type SubjectErased,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { MemoryKeeper } from './memory-keeper.js';

/** What no memory must ever hold again. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory/erasures')
export class MemoryErasuresController {
  constructor(private readonly keeper: MemoryKeeper) {}

  @Audited('memory.erase')
  @NeedsScopes('memory:write')
  @Post()
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

  @Audited('memory.lift_erasure')
  @NeedsScopes('memory:write')
  @Post('lift')
  @Reply(200, erasureLifted, 'Let an erased subject be learned again.', { takesBody: true })
  async liftErasure(
    @CallerOf() caller: Caller,
    @Body({ schema: liftErasure }) command: LiftErasure,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ErasureLifted> {
    return this.keeper.lift(caller, command, claim);
  }
}
