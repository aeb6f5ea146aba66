import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agentName,
  agentSplit,
  agentSplitView,
  splitEnded,
  splitPromotion,
  type AgentSplit,
  type AgentSplitView,
  type SplitEnded,
  type SplitPromotion,
} from '#protocol';
import { VersionChoice } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';

/** Versions of an agent side by side, the A/B tests of the quick start: docs/agents.md. */
@ApiTags('Versions')
@Controller('api/v1/agents/:name/split')
export class AgentSplitController {
  constructor(private readonly choice: VersionChoice) {}

  @NeedsScopes('agents:read')
  @Get()
  @Reply(200, agentSplitView, 'Compare the versions between which conversations are split.', {
    description: 'What each of them did since the split began.',
    errors: ['AGENT_NOT_FOUND', 'SPLIT_NOT_FOUND'],
  })
  async getAgentSplit(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
  ): Promise<AgentSplitView> {
    return this.choice.compare(caller, name);
  }

  @Audited('agent.split')
  @NeedsScopes('agents:write')
  @Put()
  @Reply(200, agentSplitView, 'Split the conversations of an agent between versions.', {
    description:
      'By weight; a conversation gets the same version each time. Of the same versions, other weights go on with the ' +
      'split; other versions begin a new one.',
    takesBody: true,
    errors: [
      'AGENT_NOT_FOUND',
      'AGENT_VERSION_NOT_FOUND',
      'AGENT_VERSION_CONFLICT',
      'AGENT_OF_CODE',
    ],
  })
  async splitAgent(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Body({ schema: agentSplit }) body: AgentSplit,
  ): Promise<AgentSplitView> {
    return this.choice.split(caller, name, body);
  }

  @Audited('agent.promote')
  @NeedsScopes('agents:write')
  @Post('promote')
  @Reply(200, splitEnded, 'End a split with one of its versions.', {
    description:
      'It goes on alone: as a new version that is a copy of it, unless it is the newest.',
    takesBody: true,
    errors: ['AGENT_NOT_FOUND', 'SPLIT_NOT_FOUND', 'AGENT_VERSION_NOT_FOUND', 'AGENT_OF_CODE'],
  })
  async promoteAgentVersion(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
    @Body({ schema: splitPromotion }) { version_number: number }: SplitPromotion,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<SplitEnded> {
    return this.choice.promote(caller, name, number, claim);
  }

  @Audited('agent.stop-split')
  @NeedsScopes('agents:write')
  @Delete()
  @Reply(200, splitEnded, 'End a split; the newest version goes on everywhere.', {
    errors: ['AGENT_NOT_FOUND', 'SPLIT_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async stopAgentSplit(
    @CallerOf() caller: Caller,
    @Param('name', { schema: agentName }) name: string,
  ): Promise<SplitEnded> {
    return this.choice.stop(caller, name);
  }
}
