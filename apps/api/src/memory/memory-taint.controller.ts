import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  entityName,
  observationId,
  relationId,
  setTaint,
  taintSet,
  type SetTaint,
  type TaintSet,
} from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { MemoryKeeper } from './memory-keeper.js';

/** What people say of memories that turns wrote which had read content from outside. */
@ApiTags('Memory')
@Controller('api/v1/memory')
export class MemoryTaintController {
  constructor(private readonly keeper: MemoryKeeper) {}

  @NeedsScopes('memory:write')
  @Put('observations/:id/taint')
  @Reply(200, taintSet, 'Say whether a fact may be the word of others.', {
    description: 'With `"tainted": false` turns that recall it are not tainted by it any more.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async taintFact(
    @CallerOf() caller: Caller,
    @Param('id', { schema: observationId }) id: string,
    @Body({ schema: setTaint }) command: SetTaint,
  ): Promise<TaintSet> {
    return this.keeper.taint(caller, 'fact', id, command);
  }

  @NeedsScopes('memory:write')
  @Put('entities/:entity/taint')
  @Reply(200, taintSet, 'Say whether all that is known of an entity may be the word of others.', {
    description:
      'Every fact about it that holds or waits. Of several entities of that name the one nearest to the agent is ' +
      'meant.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async taintEntity(
    @CallerOf() caller: Caller,
    @Param('entity', { schema: entityName }) name: string,
    @Body({ schema: setTaint }) command: SetTaint,
  ): Promise<TaintSet> {
    return this.keeper.taint(caller, 'entity', name, command);
  }

  @NeedsScopes('memory:write')
  @Put('relations/:id/taint')
  @Reply(200, taintSet, 'Say whether a relation may be the word of others.', {
    description: 'With `"tainted": false` it taints no turn that it leads to something.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'MEMORY_NOT_FOUND'],
  })
  async taintRelation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: relationId }) id: string,
    @Body({ schema: setTaint }) command: SetTaint,
  ): Promise<TaintSet> {
    return this.keeper.taint(caller, 'relation', id, command);
  }
}
