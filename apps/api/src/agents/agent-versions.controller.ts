import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentName,
  agentRollback,
  agentRolledBack,
  agentVersionDetail,
  agentVersionDiff,
  agentVersionList,
  type AgentRollback,
  type AgentRolledBack,
  type AgentVersionDetail,
  type AgentVersionDiff,
  type AgentVersionList,
} from '#protocol';
import { VersionChoice, VersionHistory } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { deployOptions, type DeployOptions } from './agent-queries.js';
import {
  versionDiffOptions,
  versionInPath,
  versionListOptions,
  type VersionDiffOptions,
  type VersionListOptions,
} from './version-queries.js';

/** How an agent came to be what it is, and the way back: docs/agents.md. */
@ApiTags('Versions')
@Controller('api/v1/agents')
export class AgentVersionsController {
  constructor(
    private readonly history: VersionHistory,
    private readonly choice: VersionChoice,
  ) {}

  @NeedsScopes('agents:read')
  @Get(':name/versions')
  @Reply(200, agentVersionList, 'List the versions of an agent.', {
    description: 'The newest first, each with the fields that are other ones than before it.',
    errors: ['AGENT_NOT_FOUND'],
  })
  async listAgentVersions(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Query({ schema: versionListOptions }) wanted: VersionListOptions,
  ): Promise<AgentVersionList> {
    return pageOf(['versions', name], wanted, (page) => this.history.list(caller, name, page));
  }

  @NeedsScopes('agents:read')
  @Get(':name/versions/diff')
  @Reply(200, agentVersionDiff, 'Compare two versions of an agent.', {
    description: 'Every field that is another one, and the lines of prompts as a unified diff.',
    errors: ['AGENT_NOT_FOUND', 'AGENT_VERSION_NOT_FOUND'],
  })
  async diffAgentVersions(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Query({ schema: versionDiffOptions }) between: VersionDiffOptions,
  ): Promise<AgentVersionDiff> {
    return this.history.diff(caller, name, between);
  }

  @NeedsScopes('agents:read')
  @Get(':name/versions/:number')
  @Reply(200, agentVersionDetail, 'Get a version of an agent with its configuration.', {
    errors: ['AGENT_NOT_FOUND', 'AGENT_VERSION_NOT_FOUND'],
  })
  async getAgentVersion(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Param('number', { schema: versionInPath }) number: number,
  ): Promise<AgentVersionDetail> {
    return this.history.get(caller, name, number);
  }

  @Audited('agent.rollback')
  @NeedsScopes('agents:write')
  @Post(':name/rollback')
  @Reply(200, agentRolledBack, 'Go back to an earlier version of an agent.', {
    description:
      'Makes a new version that is a copy of it, which the next turn works by; what is the same already stays. Without ' +
      'a number, back to the version before, and further the next time; from the first one nowhere (404). A split ends with it.',
    takesBody: true,
    errors: [
      'AGENT_NOT_FOUND',
      'AGENT_VERSION_NOT_FOUND',
      'AGENT_VERSION_CONFLICT',
      'AGENT_OF_CODE',
      'INVALID_AGENT_CONFIGURATION',
    ],
  })
  async rollBackAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Body({ schema: agentRollback }) body: AgentRollback,
    @Query({ schema: deployOptions }) options: DeployOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<AgentRolledBack> {
    return this.choice.rollBack(caller, name, { ...body, ...options }, claim);
  }
}
