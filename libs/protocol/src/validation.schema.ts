import { z } from 'zod';
import { deploymentWarning } from './agent.schema.js';
import { jsonObject } from './json.js';

/** A configuration to look at: as a deployment takes it, or its JSON as text. */
export const configurationCheck = z
  .strictObject({
    content: z.union([jsonObject, z.string().min(1).max(1_000_000)]).meta({
      description: 'The configuration, as an object or as JSON text.',
    }),
    strict_mode: z.boolean().optional().meta({
      description: 'Tools and capabilities of rules that do not exist are errors. Default: false.',
    }),
    check_tool_availability: z.boolean().optional().meta({ description: 'Default: true.' }),
  })
  .meta({
    id: 'ConfigurationCheck',
    examples: [
      { content: { name: 'Greeter', capabilities: ['greeting'], system_prompt: 'You greet.' } },
    ],
  });
export type ConfigurationCheck = z.infer<typeof configurationCheck>;

const fieldFault = z
  .object({
    field: z.string(),
    rule: z.string(),
    message: z.string(),
    allowed: z.array(z.string()).optional(),
  })
  .meta({ id: 'ConfigurationFault' });

/** Everything that is to be said of a configuration. */
export const configurationChecked = z
  .object({
    valid: z.boolean().meta({ description: 'Whether it would be deployed as it is.' }),
    errors: z.array(fieldFault),
    warnings: z.array(deploymentWarning),
    parsed_config: jsonObject.optional().meta({
      description: 'As it would be deployed, with every default; absent when it is not valid.',
    }),
    validation_results: z.object({
      schema_compliance: z.boolean(),
      name_uniqueness: z.boolean(),
      capability_availability: z.boolean(),
      tool_availability: z.boolean(),
      prompt_structure: z.boolean(),
      memory_configuration: z.boolean(),
    }),
    estimated_resources: z.object({
      tokens_per_request_estimate: z
        .int()
        .meta({ description: 'Of its own prompts, without the message and what is added to it.' }),
    }),
  })
  .meta({ id: 'ConfigurationChecked' });
export type ConfigurationChecked = z.infer<typeof configurationChecked>;

/** Capabilities that an agent is to have. */
export const capabilityCheck = z
  .strictObject({
    capabilities: z.array(z.string().min(1).max(200)).min(1).max(20),
    check_conflicts: z.boolean().optional().meta({ description: 'Default: true.' }),
  })
  .meta({ id: 'CapabilityCheck', examples: [{ capabilities: ['data-analysis'] }] });
export type CapabilityCheck = z.infer<typeof capabilityCheck>;

/** What an agent with these capabilities would find. */
export const capabilitiesChecked = z
  .object({
    valid: z.boolean().meta({ description: 'Whether an agent may have all of them.' }),
    capabilities: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['valid', 'warning', 'invalid']),
        message: z.string().optional(),
        existing_providers: z.int(),
        competition_level: z.enum(['none', 'low', 'medium']),
      }),
    ),
    conflicts: z.array(
      z.object({ capability: z.string(), agents: z.array(z.string()), message: z.string() }),
    ),
    recommendations: z.array(z.object({ type: z.string(), message: z.string() })),
  })
  .meta({ id: 'CapabilitiesChecked' });
export type CapabilitiesChecked = z.infer<typeof capabilitiesChecked>;

const promptCase = z.strictObject({
  variables: jsonObject.optional(),
  expected_keywords: z.array(z.string().min(1).max(200)).max(50).optional(),
});

/** Prompts to fill in with values, as a turn would. */
export const promptTest = z
  .strictObject({
    system_prompt: z.string().max(100_000).optional(),
    user_prompt_template: z.string().max(100_000),
    parameters: jsonObject.optional().meta({ description: 'Those of the agent.' }),
    test_data: z.array(promptCase).min(1).max(50),
  })
  .meta({
    id: 'PromptTest',
    examples: [
      {
        system_prompt: 'You greet.',
        user_prompt_template: 'Greet {{name}}: {{request}}',
        test_data: [{ variables: { name: 'Ann', request: 'Hello' }, expected_keywords: ['Ann'] }],
      },
    ],
  });
export type PromptTest = z.infer<typeof promptTest>;

const promptResult = z
  .object({
    test_index: z.int(),
    rendered_prompt: z.string(),
    template_variables_found: z.array(z.string()),
    missing_variables: z.array(z.string()),
    extra_variables: z.array(z.string()),
    keyword_matches: z.array(z.string()),
    missing_keywords: z.array(z.string()),
    prompt_length: z.int(),
    estimated_tokens: z.int(),
  })
  .meta({ id: 'PromptTestResult' });

export const promptTested = z
  .object({
    template_valid: z.boolean(),
    errors: z.array(fieldFault),
    system_prompt: z.object({ length: z.int(), estimated_tokens: z.int() }),
    test_results: z.array(promptResult),
    template_analysis: z.object({
      variable_count: z.int(),
      variables: z.array(
        z.object({ name: z.string(), from: z.enum(['server', 'parameters', 'message']) }),
      ),
      conditional_logic: z.literal(false),
      loops: z.literal(false),
    }),
  })
  .meta({ id: 'PromptTested' });
export type PromptTested = z.infer<typeof promptTested>;
