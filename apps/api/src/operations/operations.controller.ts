import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { dashboard, serverConfig, type Dashboard, type ServerConfig } from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { OperationsDesk } from './operations-desk.js';

/** How the server is set up, and how everything does: quick start sections 16 and 18. */
@ApiTags('Server')
@Controller('api/v1')
export class OperationsController {
  constructor(private readonly desk: OperationsDesk) {}

  @NeedsScopes('operations:read')
  @Get('config')
  @Reply(200, serverConfig, 'Tell how the server is set up.', {
    description: 'What it runs with now. Secrets, and where it keeps things, are no part of it.',
  })
  async getConfig(
    @CallerOf() caller: Caller,
    @Req() { socket }: FastifyRequest,
  ): Promise<ServerConfig> {
    return this.desk.config(caller, socket.localPort);
  }

  @NeedsScopes('operations:read')
  @Get('dashboard')
  @Reply(200, dashboard, 'Tell at a glance how everything does.', {
    description:
      'Counted from what happened, not sampled. Of the whole workspace: whoever is granted some of its agents ' +
      'only asks for their health.',
  })
  async getDashboard(@CallerOf() caller: Caller): Promise<Dashboard> {
    return this.desk.dashboard(caller);
  }
}
