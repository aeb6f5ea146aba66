import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  mcpApproval,
  mcpServerDefinition,
  mcpServerList,
  mcpServerName,
  mcpServerRemoved,
  mcpServerView,
  type McpServerList,
  type McpServerRemoved,
  type McpServerView,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { McpRegistry } from '#tools';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Takes } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { viewMcpServer } from './mcp-views.js';

/** Whose tools agents may be given besides our own: docs/mcp.md. */
@ApiTags('MCP servers')
@Controller('api/v1/mcp-servers')
export class McpServersController {
  constructor(private readonly registry: McpRegistry) {}

  @NeedsScopes('tools:read')
  @Get()
  @Reply(200, mcpServerList, 'List the MCP servers.')
  async listMcpServers(@CallerOf() caller: Caller): Promise<McpServerList> {
    const servers = (await this.registry.list(caller)).map(viewMcpServer);
    return { servers, total: servers.length };
  }

  @Audited('mcp_server.register')
  @NeedsScopes('tools:write')
  @Post()
  @Holds()
  @Takes(mcpServerDefinition)
  @Reply(201, mcpServerView, 'Register an MCP server.', {
    description:
      'It is looked at once: the tools that the answer shows are approved as they are. One that cannot ' +
      'be reached is registered all the same. Secrets are given by reference and never shown.',
    takesBody: true,
    errors: ['MCP_SERVER_ALREADY_EXISTS', 'MCP_SERVERS_FULL', 'INVALID_MCP_SERVER'],
  })
  async registerMcpServer(
    @CallerOf() caller: Caller,
    @Body() body: unknown,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<McpServerView> {
    return this.registry.register(caller, body, viewMcpServer, claim);
  }

  @NeedsScopes('tools:read')
  @Get(':name')
  @Reply(200, mcpServerView, 'Get an MCP server.', {
    description:
      'How it was reached last, and its tools, those that wait for an approval included.',
    errors: ['MCP_SERVER_NOT_FOUND'],
  })
  async getMcpServer(
    @CallerOf() caller: Caller,
    @Param('name', { schema: mcpServerName }) name: string,
  ): Promise<McpServerView> {
    return viewMcpServer(await this.registry.get(caller, name));
  }

  @Audited('mcp_server.remove')
  @NeedsScopes('tools:write')
  @Delete(':name')
  @Reply(200, mcpServerRemoved, 'Remove an MCP server.', {
    description: 'Its tools and their approvals go with it; agents that name them are told so.',
    errors: ['MCP_SERVER_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeMcpServer(
    @CallerOf() caller: Caller,
    @Param('name', { schema: mcpServerName }) name: string,
  ): Promise<McpServerRemoved> {
    await this.registry.remove(caller, name);
    return { name, status: 'removed' };
  }

  @NeedsScopes('tools:write')
  @Post(':name/refresh')
  @Holds()
  @Reply(200, mcpServerView, 'Look at what an MCP server offers now.', {
    description: 'That it cannot be reached is told in `status` and `problem`.',
    errors: ['MCP_SERVER_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async refreshMcpServer(
    @CallerOf() caller: Caller,
    @Param('name', { schema: mcpServerName }) name: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<McpServerView> {
    return this.registry.refresh(caller, name, viewMcpServer, claim);
  }

  @Audited('mcp_server.approve')
  @NeedsScopes('tools:write')
  @Post(':name/approve')
  @Takes(mcpApproval)
  @Reply(200, mcpServerView, 'Approve tools of an MCP server.', {
    description: 'By the hashes that were shown: nothing that the server says since is approved.',
    takesBody: true,
    errors: ['MCP_SERVER_NOT_FOUND', 'MCP_OFFER_DIFFERS', 'INVALID_MCP_SERVER'],
  })
  async approveMcpTools(
    @CallerOf() caller: Caller,
    @Param('name', { schema: mcpServerName }) name: string,
    @Body() body: unknown,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<McpServerView> {
    return this.registry.approve(caller, name, body, viewMcpServer, claim);
  }
}
