import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  configurationCheck,
  configurationChecked,
  promptTest,
  promptTested,
  type ConfigurationCheck,
  type ConfigurationChecked,
  type PromptTest,
  type PromptTested,
} from '#protocol';
import { ConfigurationInspector, testPrompts } from '#agents';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';

/** Configurations and prompts before they are deployed: docs/testing-agents.md. */
@ApiTags('Trials')
@Controller('api/v1')
export class TrialsController {
  constructor(private readonly inspector: ConfigurationInspector) {}

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
  @Post('test/prompts')
  @Reply(200, promptTested, 'Fill prompts in with values.', {
    description: 'As a turn does, without the marks around what others wrote. No model is asked.',
    takesBody: true,
  })
  testPrompts(@Body({ schema: promptTest }) body: PromptTest): PromptTested {
    return testPrompts(body);
  }
}
