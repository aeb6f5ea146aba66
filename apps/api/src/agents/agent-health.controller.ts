import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { agentHealth, agentName, type AgentHealth } from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { AgentHealthDesk } from './agent-health-desk.js';

/** How an agent does: quick start section 13. */
@ApiTags('Agents')
@Controller('api/v1/agents')
export class AgentHealthController {
  constructor(private readonly desk: AgentHealthDesk) {}

  @NeedsScopes('agents:read')
  @Get(':name/health')
  @Reply(200, agentHealth, 'Tell how an agent does.', {
    description:
      'Counted from everything that happened since it was deployed; `status` is judged by its last messages ' +
      'and by whether anybody takes them (docs/operations.md).',
    errors: ['AGENT_NOT_FOUND'],
  })
  async getAgentHealth(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
  ): Promise<AgentHealth> {
    return this.desk.read(caller, name);
  }
}
