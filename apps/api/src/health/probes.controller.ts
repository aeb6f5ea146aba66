import { Controller, Get, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  detailedHealth,
  errorEnvelope,
  isReady,
  liveness,
  readiness,
  type DetailedHealth,
  type Readiness,
} from '#protocol';
import { Unlimited } from '../limits/unlimited.decorator.js';
import { IsPublic, NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { DetailedReport } from './detailed-report.js';
import { HealthReport } from './health-report.js';

/** For whoever starts and watches the process: a container engine, a load balancer. */
@Unlimited()
@ApiTags('Server')
@Controller('health')
export class ProbesController {
  constructor(
    private readonly report: HealthReport,
    private readonly parts: DetailedReport,
  ) {}

  @IsPublic()
  @Get('live')
  @Reply(200, liveness, 'Tell that the process runs.', {
    description: 'Asks nobody else. A process that does not answer should be started anew.',
  })
  tellLive(): z.infer<typeof liveness> {
    return { status: 'alive' };
  }

  @IsPublic()
  @Get('ready')
  @ApiResponse({
    status: 503,
    standardSchema: z.union([readiness, errorEnvelope]),
    description:
      '`unavailable`: the database cannot be reached; `stopping`: it ends. Send no requests here.',
  })
  @Reply(200, readiness, 'Tell whether the process can work.', {
    description: '`degraded`: it works, but slower, because the queue does not answer.',
  })
  async tellReady(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const judged = await this.report.judge();
    if (!isReady(judged)) void reply.status(503);
    return judged;
  }

  @NeedsScopes('operations:read')
  @Get('detailed')
  @ApiResponse({
    status: 503,
    standardSchema: z.union([detailedHealth, errorEnvelope]),
    description: '`unhealthy`: a part without which nothing works.',
  })
  @Reply(200, detailedHealth, 'Tell how each part does that the server stands on.', {
    description:
      'Database, its migrations and its clock, queue, embedding model, workers and the disk of CAXTON_DATA_DIR; ' +
      'each that is not well with what to do about it.',
  })
  async tellParts(@Res({ passthrough: true }) reply: FastifyReply): Promise<DetailedHealth> {
    const report = await this.parts.read();
    if (report.status === 'unhealthy') void reply.status(503);
    return report;
  }
}
