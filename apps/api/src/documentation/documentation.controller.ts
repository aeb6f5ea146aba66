import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { WithoutDatabase } from '../http/crowd.guard.js';
import { IsPublic } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { ServerFacts } from '../server-facts.js';
import { ApiDescription } from './api-description.js';

const signpost = z
  .object({
    name: z.literal('caxton'),
    version: z.string(),
    docs: z.string().optional(),
    openapi: z.string(),
    health: z.string(),
  })
  .meta({ id: 'Signpost' });
type Signpost = z.infer<typeof signpost>;

const document = z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' });

/** Where to read on. */
@WithoutDatabase()
@ApiTags('Server')
@Controller()
export class DocumentationController {
  constructor(
    private readonly facts: ServerFacts,
    private readonly description: ApiDescription,
  ) {}

  /** Browsers are led to the documentation, programs are told where it is. */
  @IsPublic()
  @Get()
  @Reply(200, signpost, 'Tell where the documentation is.')
  @ApiResponse({ status: 302, description: 'A browser is led to the documentation.' })
  showSignpost(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const isBrowser = request.headers.accept?.includes('text/html') === true;
    if (isBrowser && this.facts.hasDocs) void reply.redirect('/docs', 302);
    else void reply.send(this.signpost());
  }

  @IsPublic()
  @Get('openapi.json')
  @Reply(200, document, 'Get the OpenAPI document of this server.')
  getOpenApi(): object {
    return this.description.document;
  }

  private signpost(): Signpost {
    return {
      name: 'caxton',
      version: this.facts.version,
      ...(this.facts.hasDocs ? { docs: '/docs' } : {}),
      openapi: '/openapi.json',
      health: '/api/v1/health',
    };
  }
}
