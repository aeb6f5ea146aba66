import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentConfiguration,
  agentDeployed,
  agentDetail,
  agentList,
  agentName,
  agentRemoved,
  agentStateChanged,
  agentUpdate,
  agentUpdated,
  type AgentDeployed,
  type AgentDetail,
  type AgentList,
  type AgentRemoved,
  type AgentStateChanged,
  type AgentUpdated,
} from '#protocol';
import type { Caller } from '#platform';
import { AgentRegistry } from '#agents';
import { MemoryView } from '#memory';
import type { IdempotencyClaim } from '#idempotency';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Takes } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import {
  agentListOptions,
  deployOptions,
  removeOptions,
  type AgentListOptions,
  type DeployOptions,
  type RemoveOptions,
} from './agent-queries.js';
import { withKnownEntities } from './known-entities.js';

/** Who exists: quick start sections 1, 2 and 12. */
@ApiTags('Agents')
@Controller('api/v1/agents')
export class AgentsController {
  constructor(
    private readonly registry: AgentRegistry,
    private readonly memory: MemoryView,
  ) {}

  @Audited('agent.deploy')
  @NeedsScopes('agents:write')
  @Post()
  @Takes(agentConfiguration)
  @Reply(201, agentDeployed, 'Deploy an agent.', {
    description:
      'Needs a name, capabilities and a system prompt. Messages to its capabilities may come at once. ' +
      'What a developer should look at although the deployment worked is in `warnings`.',
    takesBody: true,
    errors: ['AGENT_ALREADY_EXISTS', 'AGENTS_FULL', 'INVALID_AGENT_CONFIGURATION'],
  })
  async deployAgent(
    @CallerOf() caller: Caller,
    @Body() body: unknown,
    @Query({ schema: deployOptions }) options: DeployOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<AgentDeployed> {
    return this.registry.deploy(caller, body, options, claim);
  }

  @NeedsScopes('agents:read')
  @Get()
  @Reply(200, agentList, 'List the agents.')
  async listAgents(
    @CallerOf() caller: Caller,
    @Query({ schema: agentListOptions }) { cursor, limit, ...filter }: AgentListOptions,
  ): Promise<AgentList> {
    const page = await pageOf(['agents', filter], { cursor, limit }, (wanted) =>
      this.registry.list(caller, filter, wanted),
    );
    return { ...page, agents: await withKnownEntities(this.memory, caller, page.agents) };
  }

  @NeedsScopes('agents:read')
  @Get(':name')
  @Reply(200, agentDetail, 'Get an agent with its configuration.', { errors: ['AGENT_NOT_FOUND'] })
  async getAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
  ): Promise<AgentDetail> {
    const agent = await this.registry.get(caller, name);
    const [known] = await withKnownEntities(this.memory, caller, [agent]);
    return known ?? agent;
  }

  @Audited('agent.update')
  @NeedsScopes('agents:write')
  @Put(':name')
  @Takes(agentUpdate)
  @Reply(200, agentUpdated, 'Update an agent.', {
    description:
      'Takes the parts to change; what is not named stays. Makes a new version that the next turn ' +
      'works by; a turn that runs keeps its own. Capabilities are registered anew at once.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'INVALID_AGENT_CONFIGURATION'],
  })
  async updateAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Body() body: unknown,
    @Query({ schema: deployOptions }) options: DeployOptions,
  ): Promise<AgentUpdated> {
    return this.registry.update(caller, name, body, options);
  }

  @Audited('agent.remove')
  @NeedsScopes('agents:write')
  @Delete(':name')
  @Reply(200, agentRemoved, 'Remove an agent.', {
    description:
      'The agent drains: it takes no new messages and goes when those that wait are answered.',
    errors: ['AGENT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Query({ schema: removeOptions }) { force = false }: RemoveOptions,
  ): Promise<AgentRemoved> {
    return this.registry.remove(caller, name, { force });
  }

  @Audited('agent.pause')
  @NeedsScopes('agents:write')
  @Post(':name/pause')
  @Reply(200, agentStateChanged, 'Pause an agent.', {
    description: 'Its messages wait until it is resumed; the turn that runs finishes.',
    errors: ['AGENT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async pauseAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<AgentStateChanged> {
    return this.registry.pause(caller, name, claim);
  }

  @Audited('agent.resume')
  @NeedsScopes('agents:write')
  @Post(':name/resume')
  @Reply(200, agentStateChanged, 'Resume a paused agent.', {
    errors: ['AGENT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async resumeAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<AgentStateChanged> {
    return this.registry.resume(caller, name, claim);
  }
}
