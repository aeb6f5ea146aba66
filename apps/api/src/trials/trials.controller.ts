import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  capabilitiesChecked,
  capabilityCheck,
  configurationCheck,
  configurationChecked,
  configurationTrial,
  promptTest,
  promptTested,
  trialReport,
  type CapabilitiesChecked,
  type CapabilityCheck,
  type ConfigurationCheck,
  type ConfigurationChecked,
  type ConfigurationTrial,
  type PromptTest,
  type PromptTested,
  type TrialReport,
} from '#protocol';
import { ConfigurationInspector, testPrompts } from '#agents';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { TrialDesk } from './trial-desk.js';

/** Configurations and prompts before they are deployed: docs/testing-agents.md. */
@ApiTags('Trials')
@Controller('api/v1')
export class TrialsController {
  constructor(
    private readonly inspector: ConfigurationInspector,
    private readonly desk: TrialDesk,
  ) {}

  @NeedsScopes('agents:read')
  @Post('validate/config')
  @Reply(200, configurationChecked, 'Validate a configuration.', {
    description:
      'By the checks of a deployment, everything that is wrong at once. One with errors is an answer too: `valid` is ' +
      'false then. Nothing is deployed.',
    takesBody: true,
  })
  async validateConfiguration(
    @CallerOf() caller: Caller,
    @Body({ schema: configurationCheck }) body: ConfigurationCheck,
  ): Promise<ConfigurationChecked> {
    return this.inspector.check(caller, body);
  }

  @NeedsScopes('agents:read')
  @Post('validate/capabilities')
  @Reply(200, capabilitiesChecked, 'Validate the capabilities of an agent to be.', {
    description:
      'Names that cannot be or may be a typing error, and which agents provide the same. `valid` is false when an ' +
      'agent may not have one of them.',
    takesBody: true,
  })
  async validateCapabilities(
    @CallerOf() caller: Caller,
    @Body({ schema: capabilityCheck }) body: CapabilityCheck,
  ): Promise<CapabilitiesChecked> {
    return this.inspector.checkCapabilities(caller, body);
  }

  @NeedsScopes('agents:write', 'messages:send')
  @Post('test/config')
  @Holds()
  @Reply(200, trialReport, 'Try a configuration without deploying it.', {
    description:
      'A worker runs each scenario with the real model, as a turn would, and leaves nothing behind: no message, no ' +
      'memory, no file. Only the tools of `allow_tools` are run. The answer is held until all have ended.',
    takesBody: true,
    errors: ['TRIAL_NOT_FOUND', 'INVALID_AGENT_CONFIGURATION', 'TRIAL_FAILED', 'TRIALS_FULL'],
  })
  async testConfiguration(
    @CallerOf() caller: Caller,
    @Body({ schema: configurationTrial }) body: ConfigurationTrial,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TrialReport> {
    return this.desk.run(caller, body, claim, reply.raw);
  }

  @NeedsScopes('agents:read')
  @Post('test/prompts')
  @Reply(200, promptTested, 'Fill prompts in with values.', {
    description: 'As a turn does, without the marks around what others wrote. No model is asked.',
    takesBody: true,
  })
  testPrompts(@Body({ schema: promptTest }) body: PromptTest): PromptTested {
    return testPrompts(body);
  }
}
