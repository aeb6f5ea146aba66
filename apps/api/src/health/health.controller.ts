import { Controller, Get, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { errorEnvelope, health, type Health } from '#protocol';
import { WithoutDatabase } from '../http/crowd.guard.js';
import { Unlimited } from '../limits/unlimited.decorator.js';
import { IsPublic } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { HealthReport } from './health-report.js';

/** Whether the server is well: quick start, prerequisites. */
@WithoutDatabase()
@Unlimited()
@ApiTags('Server')
@Controller('api/v1/health')
export class HealthController {
  constructor(private readonly report: HealthReport) {}

  @IsPublic()
  @Get()
  @ApiResponse({
    status: 503,
    standardSchema: z.union([health, errorEnvelope]),
    description: '`unhealthy`: the database cannot be reached.',
  })
  @Reply(200, health, 'Tell whether the server is well.', {
    description: '`degraded`: it works, but slower, because the queue does not answer.',
  })
  async getHealth(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const report = await this.report.read();
    if (report.status === 'unhealthy') void reply.status(503);
    return report;
  }
}
