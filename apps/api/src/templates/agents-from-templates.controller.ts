import { Body, Controller, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentFromTemplate,
  agentFromTemplateDeployed,
  type AgentFromTemplate,
  type AgentFromTemplateDeployed,
} from '#protocol';
import { TemplateShelf } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { deployOptions, type DeployOptions } from '../agents/agent-queries.js';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';

/** Agents made from templates: quick start section 21. */
@ApiTags('Templates')
@Controller('api/v1/agents/from-template')
export class AgentsFromTemplatesController {
  constructor(private readonly shelf: TemplateShelf) {}

  @Audited('agent.deploy')
  @NeedsScopes('agents:write')
  @Post()
  @Reply(201, agentFromTemplateDeployed, 'Deploy an agent from a template.', {
    description:
      'As if the configuration that the template makes had been sent to POST /api/v1/agents: the answer is that of a ' +
      'deployment, with the values that were put in. Tools that do not exist are a warning.',
    takesBody: true,
    errors: [
      'TEMPLATE_NOT_FOUND',
      'INVALID_TEMPLATE_PARAMETERS',
      'INVALID_AGENT_CONFIGURATION',
      'AGENT_ALREADY_EXISTS',
      'AGENTS_FULL',
    ],
  })
  async deployFromTemplate(
    @CallerOf() caller: Caller,
    @Body({ schema: agentFromTemplate }) body: AgentFromTemplate,
    @Query({ schema: deployOptions }) options: DeployOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<AgentFromTemplateDeployed> {
    return this.shelf.deploy(caller, body, options, claim);
  }
}
