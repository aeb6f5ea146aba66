import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  httpToolDefinition,
  httpToolReplacement,
  toolList,
  toolName,
  toolRemoved,
  toolView,
  type ToolList,
  type ToolRemoved,
  type ToolView,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Takes } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { ToolDesk } from './tool-desk.js';

/** What agents may be given to do: docs/tools.md. */
@ApiTags('Tools')
@Controller('api/v1/tools')
export class ToolsController {
  constructor(private readonly desk: ToolDesk) {}

  @NeedsScopes('tools:read')
  @Get()
  @Reply(200, toolList, 'List the tools.')
  async listTools(@CallerOf() caller: Caller): Promise<ToolList> {
    return this.desk.list(caller);
  }

  @Audited('tool.register')
  @NeedsScopes('tools:write')
  @Post()
  @Takes(httpToolDefinition)
  @Reply(201, toolView, 'Register a tool behind an HTTP endpoint.', {
    description:
      'Agents that name it in `tools` can call it from their next turn on. Requests take the guarded ' +
      'way out; secrets are given by reference and never shown.',
    takesBody: true,
    errors: ['TOOL_ALREADY_EXISTS', 'TOOLS_FULL', 'INVALID_TOOL'],
  })
  async registerTool(
    @CallerOf() caller: Caller,
    @Body() body: unknown,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ToolView> {
    return this.desk.register(caller, body, claim);
  }

  @NeedsScopes('tools:read')
  @Get(':name')
  @Reply(200, toolView, 'Get a tool.', { errors: ['TOOL_NOT_FOUND'] })
  async getTool(
    @CallerOf() caller: Caller,
    @Param('name', { schema: toolName }) name: string,
  ): Promise<ToolView> {
    return this.desk.get(caller, name);
  }

  @Audited('tool.replace')
  @NeedsScopes('tools:write')
  @Put(':name')
  @Takes(httpToolReplacement)
  @Reply(200, toolView, 'Replace a registered tool.', {
    description: 'Takes the whole definition. Turns that run keep the one they began with.',
    takesBody: true,
    errors: ['TOOL_NOT_FOUND', 'TOOL_NOT_CHANGEABLE', 'INVALID_TOOL'],
  })
  async replaceTool(
    @CallerOf() caller: Caller,
    @Param('name', { schema: toolName }) name: string,
    @Body() body: unknown,
  ): Promise<ToolView> {
    return this.desk.replace(caller, name, body);
  }

  @Audited('tool.remove')
  @NeedsScopes('tools:write')
  @Delete(':name')
  @Reply(200, toolRemoved, 'Remove a registered tool.', {
    description: 'Agents that name it are told so when they call it.',
    errors: ['TOOL_NOT_FOUND', 'TOOL_NOT_CHANGEABLE', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeTool(
    @CallerOf() caller: Caller,
    @Param('name', { schema: toolName }) name: string,
  ): Promise<ToolRemoved> {
    return this.desk.remove(caller, name);
  }
}
