import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  changeMemoryConfig,
  memoryConfig,
  memoryConfigChanged,
  type ChangeMemoryConfig,
  type MemoryConfig,
  type MemoryConfigChanged,
} from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { MemorySetup } from './memory-setup.js';

/** How memory is set up, and how long it keeps what. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/memory/config')
export class MemoryConfigController {
  constructor(private readonly setup: MemorySetup) {}

  @NeedsScopes('memory:read')
  @Get()
  @Reply(200, memoryConfig, 'See how memory is set up and how long it keeps what.')
  async getMemoryConfig(@CallerOf() caller: Caller): Promise<MemoryConfig> {
    return this.setup.config(caller);
  }

  @Audited('memory_config.change')
  @NeedsScopes('memory:write', 'operations:write')
  @Put()
  @Reply(200, memoryConfigChanged, 'Change how long memory keeps what.', {
    description:
      'Rules that are not named stay; `null` switches one off. They hold for the workspace, from the next ' +
      'look of a worker on (a minute). What is pinned stays. Other settings are decided when the server is ' +
      'started: they may be sent with the value that they have, and another one is refused.',
    takesBody: true,
  })
  async changeMemoryConfig(
    @CallerOf() caller: Caller,
    @Body({ schema: changeMemoryConfig }) change: ChangeMemoryConfig,
  ): Promise<MemoryConfigChanged> {
    return this.setup.configure(caller, change);
  }
}
