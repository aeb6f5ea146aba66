import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentMemory,
  agentName,
  memoryMatches,
  memorySearch,
  type AgentMemory,
  type MemoryMatches,
  type MemorySearch,
} from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { MemoryDesk } from './memory-desk.js';

/** What an agent knows: quick start sections 7 and 8. */
@Holds()
@ApiTags('Memory')
@Controller('api/v1/agents/:name/memory')
export class AgentMemoryController {
  constructor(private readonly desk: MemoryDesk) {}

  @NeedsScopes('memory:read')
  @Get()
  @Reply(200, agentMemory, 'Look into the memory of an agent.', {
    description:
      'Counts what the agent can recall: its own memories and those that its workspace shares.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async getAgentMemory(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
  ): Promise<AgentMemory> {
    return this.desk.overview(caller, name);
  }

  @NeedsScopes('memory:read')
  @Post('search')
  @Reply(200, memoryMatches, 'Search the memory of an agent.', {
    description:
      '`similarity` is the cosine between the query and what is remembered, 0 to 1. `hybrid` adds what ' +
      'holds every word of the query, however far its meaning.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND'],
  })
  async searchAgentMemory(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Body({ schema: memorySearch }) { memory_scope, conversation_id, ...terms }: MemorySearch,
  ): Promise<MemoryMatches> {
    return this.desk.search(caller, { agent_id: name, memory_scope, conversation_id }, terms);
  }
}
