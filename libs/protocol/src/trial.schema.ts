import { z } from 'zod';
import { capabilityName } from './ids.js';
import { jsonObject } from './json.js';

/** What a prompt carries besides the message, given by hand. */
const promptContext = {
  history: z
    .array(
      z.strictObject({
        sender: z.string().min(1).max(200).optional().meta({
          description: 'A client (api_client, the default), or the name of an agent.',
        }),
        content: z.union([z.string().max(50_000), jsonObject]),
      }),
    )
    .max(50)
    .optional()
    .meta({ description: 'What was said in the conversation before, oldest first.' }),
  memories: z
    .array(
      z.strictObject({
        entity: z.string().min(1).max(500),
        type: z.string().min(1).max(100).optional().meta({ description: 'Default: fact.' }),
        content: z.string().min(1).max(20_000).meta({ description: 'Its facts, one a line.' }),
      }),
    )
    .max(50)
    .optional()
    .meta({ description: 'What the agent remembers of the matter, the most useful first.' }),
};

const toolName = z.string().min(1).max(200);

/** One message, and what is expected of the answer to it. */
const scenario = z
  .strictObject({
    name: z.string().min(1).max(100),
    input: z.union([z.string().min(1).max(100_000), jsonObject]).meta({
      description: 'The content of the message; text stands for { "request": text }.',
    }),
    capability: capabilityName.optional().meta({
      description:
        'Under which capability it is sent. Default: the first expected one that the agent has, else its first.',
    }),
    expected_capabilities: z.array(capabilityName).max(20).optional(),
    expected_tools: z.array(toolName).max(50).optional(),
    expected_keywords: z
      .array(z.string().min(1).max(200))
      .max(50)
      .optional()
      .meta({ description: 'Words that the answer must have, in any case.' }),
    ...promptContext,
  })
  .meta({ id: 'TrialScenario' });
export type TrialScenario = z.infer<typeof scenario>;

/** As many scenarios as one trial runs. */
const mostScenarios = 20;

/** A configuration to try with the real model, without deploying it. */
export const configurationTrial = z
  .strictObject({
    content: z.union([jsonObject, z.string().min(1).max(1_000_000)]).meta({
      description: 'The configuration, as an object or as JSON text.',
    }),
    test_scenarios: z.array(scenario).min(1).max(mostScenarios),
    allow_tools: z.array(toolName).max(50).optional().meta({
      description: 'Tools that are really run. The others are answered as not run. Default: none.',
    }),
    timeout_seconds: z.int().min(1).max(300).optional().meta({
      description: 'For all scenarios together, waiting for a worker included. Default: 30.',
    }),
  })
  .meta({
    id: 'ConfigurationTrial',
    examples: [
      {
        content: { name: 'Greeter', capabilities: ['greeting'], system_prompt: 'You greet.' },
        test_scenarios: [
          { name: 'greets', input: 'Say hello to Ann', expected_capabilities: ['greeting'] },
        ],
      },
    ],
  });
export type ConfigurationTrial = z.infer<typeof configurationTrial>;

const scenarioReport = z
  .object({
    name: z.string(),
    status: z.enum(['passed', 'failed']),
    execution_time_ms: z.int(),
    capabilities_triggered: z.array(z.string()).meta({
      description: 'Under which the message was sent, and those that the agent would have sent to.',
    }),
    tools_used: z.array(z.string()).meta({ description: 'Called by the model, run or not.' }),
    tool_calls: z.array(z.object({ tool: z.string(), ran: z.boolean(), ok: z.boolean() })),
    response_preview: z.string(),
    prompt_tokens: z.int(),
    response_tokens: z.int(),
    cost: z.number(),
    model: z.string().optional(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'TrialScenarioReport' });

/** What came of a trial. */
export const trialReport = z
  .object({
    test_id: z.string(),
    overall_result: z.enum(['passed', 'failed']),
    configuration_valid: z.literal(true),
    scenarios: z.array(scenarioReport),
    performance_metrics: z.object({
      average_response_time_ms: z.int(),
      total_tokens_used: z.int(),
      memory_usage_peak_mb: z.int().meta({ description: 'Of the whole process that ran it.' }),
      cost: z.number(),
      currency: z.string(),
    }),
    issues_found: z.array(
      z.object({
        type: z.string(),
        message: z.string(),
        field: z.string().optional(),
        scenario: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'TrialReport' });
export type TrialReport = z.infer<typeof trialReport>;
