import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  capabilityDetail,
  capabilityList,
  capabilityMatches,
  capabilityName,
  capabilitySearch,
  type CapabilityDetail,
  type CapabilityList,
  type CapabilityMatches,
  type CapabilitySearch,
} from '#protocol';
import type { Caller } from '#platform';
import { CapabilityCatalog } from '#agents';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';

/** What the agents can do: quick start sections 5 and 6. */
@Holds()
@ApiTags('Capabilities')
@Controller('api/v1/capabilities')
export class CapabilitiesController {
  constructor(private readonly catalog: CapabilityCatalog) {}

  @NeedsScopes('agents:read')
  @Get()
  @Reply(200, capabilityList, 'List the capabilities.')
  async listCapabilities(@CallerOf() caller: Caller): Promise<CapabilityList> {
    return this.catalog.list(caller);
  }

  @NeedsScopes('agents:read')
  @Get(':name')
  @Reply(200, capabilityDetail, 'Get a capability with its providers.', {
    description: 'Load, confidence and success rate are of what happened (docs/routing.md).',
    errors: ['INVALID_CAPABILITY'],
  })
  async getCapability(
    @CallerOf() caller: Caller,
    @Param('name', { schema: capabilityName }) name: string,
  ): Promise<CapabilityDetail> {
    return this.catalog.detail(caller, name);
  }

  @NeedsScopes('agents:read')
  @Post('search')
  @Reply(200, capabilityMatches, 'Search capabilities by meaning.', { takesBody: true })
  async searchCapabilities(
    @CallerOf() caller: Caller,
    @Body({ schema: capabilitySearch }) search: CapabilitySearch,
  ): Promise<CapabilityMatches> {
    return this.catalog.search(caller, search);
  }
}
