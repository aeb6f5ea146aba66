import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  templateDefinition,
  templateDetail,
  templateFilled,
  templateFilling,
  templateId,
  templateList,
  templateRemoved,
  templateReplacement,
  type TemplateDetail,
  type TemplateFilled,
  type TemplateFilling,
  type TemplateList,
  type TemplateRemoved,
} from '#protocol';
import { TemplateShelf } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { deployOptions, type DeployOptions } from '../agents/agent-queries.js';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Takes } from '../http/takes.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { templateListOptions, type TemplateListOptions } from './template-queries.js';

/** What agents are made from: quick start section 21, docs/templates.md. */
@ApiTags('Templates')
@Controller('api/v1/templates')
export class TemplatesController {
  constructor(private readonly shelf: TemplateShelf) {}

  @NeedsScopes('agents:read')
  @Get()
  @Reply(200, templateList, 'List the templates.', {
    description: 'Those that come with the server, then those of the workspace.',
  })
  async listTemplates(
    @CallerOf() caller: Caller,
    @Query({ schema: templateListOptions }) filter: TemplateListOptions,
  ): Promise<TemplateList> {
    return this.shelf.list(caller, filter);
  }

  @Audited('template.add')
  @NeedsScopes('agents:write')
  @Post()
  @Takes(templateDefinition)
  @Reply(201, templateDetail, 'Add a template.', {
    description:
      'It is tried with its defaults and examples: one that would make no agent is refused. Values are put in as ' +
      'they are and never read as a template.',
    takesBody: true,
    errors: ['TEMPLATE_ALREADY_EXISTS', 'TEMPLATES_FULL', 'INVALID_TEMPLATE'],
  })
  async addTemplate(
    @CallerOf() caller: Caller,
    @Body() body: unknown,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<TemplateDetail> {
    return this.shelf.add(caller, body, claim);
  }

  @NeedsScopes('agents:read')
  @Get(':id')
  @Reply(200, templateDetail, 'Get a template with its configuration.', {
    errors: ['TEMPLATE_NOT_FOUND'],
  })
  async getTemplate(
    @CallerOf() caller: Caller,
    @Param('id', { schema: templateId }) id: string,
  ): Promise<TemplateDetail> {
    return this.shelf.get(caller, id);
  }

  @Audited('template.replace')
  @NeedsScopes('agents:write')
  @Put(':id')
  @Takes(templateReplacement)
  @Reply(200, templateDetail, 'Replace a template of the workspace.', {
    description: 'Takes the whole definition. Agents that were made from it stay as they are.',
    takesBody: true,
    errors: ['TEMPLATE_NOT_FOUND', 'TEMPLATE_NOT_CHANGEABLE', 'INVALID_TEMPLATE'],
  })
  async replaceTemplate(
    @CallerOf() caller: Caller,
    @Param('id', { schema: templateId }) id: string,
    @Body() body: unknown,
  ): Promise<TemplateDetail> {
    return this.shelf.replace(caller, id, body);
  }

  @Audited('template.remove')
  @NeedsScopes('agents:write')
  @Delete(':id')
  @Reply(200, templateRemoved, 'Remove a template of the workspace.', {
    description: 'Agents that were made from it stay.',
    errors: ['TEMPLATE_NOT_FOUND', 'TEMPLATE_NOT_CHANGEABLE', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeTemplate(
    @CallerOf() caller: Caller,
    @Param('id', { schema: templateId }) id: string,
  ): Promise<TemplateRemoved> {
    await this.shelf.remove(caller, id);
    return { id, status: 'removed' };
  }

  @NeedsScopes('agents:read')
  @Post(':id/generate')
  @Reply(200, templateFilled, 'See the configuration that a template makes.', {
    description:
      'Checked as a deployment is, and nothing is deployed: `configuration` can be changed and sent to ' +
      'POST /api/v1/agents.',
    takesBody: true,
    errors: [
      'TEMPLATE_NOT_FOUND',
      'INVALID_TEMPLATE_PARAMETERS',
      'INVALID_AGENT_CONFIGURATION',
      'AGENT_ALREADY_EXISTS',
    ],
  })
  async generateFromTemplate(
    @CallerOf() caller: Caller,
    @Param('id', { schema: templateId }) id: string,
    @Body({ schema: templateFilling }) filling: TemplateFilling,
    @Query({ schema: deployOptions }) options: DeployOptions,
  ): Promise<TemplateFilled> {
    return this.shelf.fill(caller, id, filling, options);
  }
}
