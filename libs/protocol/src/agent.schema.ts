import { z } from 'zod';
import { delegationRule, subscriptionRule } from './delegation.schema.js';
import { durationText } from './duration.js';
import { grants } from './grants.schema.js';
import { agentName, capabilityName, timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { configuredScope, memorySettings } from './memory-settings.schema.js';
import { toolPolicy } from './tool-policy.schema.js';

const semver =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** A version as developers count (SemVer). */
export const semanticVersion = z
  .string()
  .max(64)
  .regex(semver, 'must be a semantic version such as 1.2.0')
  .meta({ description: 'Version of the configuration (SemVer).', examples: ['1.0.0'] });

const modelProvider = z.enum([
  'anthropic',
  'openai',
  'openai-compatible',
  'ollama',
  'embedded',
  'scripted',
]);

const llmSettings = z
  .looseObject({
    provider: modelProvider.optional(),
    model: z.string().min(1).max(200).optional(),
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.int().min(1).max(200_000).optional(),
    top_p: z.number().min(0).max(1).optional(),
    fallback_provider: modelProvider.optional(),
    fallback_model: z.string().min(1).max(200).optional().meta({
      description:
        'Answers when the model cannot: it is spared, or failed as often as it is asked.',
    }),
  })
  .meta({ id: 'LlmSettings', description: 'Overrides of the server-wide model settings.' });

export const toolName = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_.-]*$/, 'must start with a letter and hold letters, digits, _ . -')
  .meta({ description: 'Name of a tool.', examples: ['http_client'] });

const systemPrompt = z.string().min(1).max(100_000).meta({
  description: 'Who the agent is and how it works: the instructions the model gets first.',
});

const userPromptTemplate = z.string().max(100_000).meta({
  description:
    'How a message becomes the prompt. {{name}} is a key of the message content, of parameters, or a reserved name (docs/agents.md).',
});

const outputSchema = jsonObject.meta({
  description:
    'JSON Schema (2020-12) of the content of its answers, an object. One that does not fit is mended by the model, at most twice; then the message fails with OUTPUT_MISFIT.',
  examples: [
    {
      type: 'object',
      required: ['summary', 'confidence'],
      properties: { summary: { type: 'string' }, confidence: { type: 'number' } },
    },
  ],
});

/** Every part of an agent's configuration but its name; all of it may change in an update. */
const parts = {
  version: semanticVersion.optional(),
  description: z.string().max(1_000).optional(),
  capabilities: z.array(capabilityName).min(1).max(20),
  capability_metadata: z.record(z.string(), jsonObject).optional(),
  tools: z.array(toolName).max(64).optional(),
  tool_config: z.record(z.string(), jsonObject).optional(),
  tool_policies: z.record(toolName, toolPolicy).optional(),
  on_reply: z.array(delegationRule).max(20).optional().meta({
    description: 'Messages that follow from what the agent answers (docs/workflows.md).',
  }),
  subscriptions: z.array(subscriptionRule).max(20).optional().meta({
    description: 'Answers of other agents that are sent on to this one (docs/workflows.md).',
  }),
  grants: grants.optional(),
  pin_versions: z.boolean().optional().meta({
    description:
      'Whether a conversation keeps the version that the agent began to work in it with. Default: false, the newest.',
  }),
  memory: memorySettings.optional(),
  memory_enabled: z.boolean().optional(),
  memory_scope: configuredScope.optional(),
  system_prompt: systemPrompt,
  user_prompt_template: userPromptTemplate.optional(),
  output_schema: outputSchema.optional(),
  parameters: jsonObject.optional(),
  llm: llmSettings.optional(),
  timeout: durationText.optional(),
  tags: z.array(z.string().min(1).max(64)).max(32).optional(),
  author: z.string().max(200).optional(),
  license: z.string().max(100).optional(),
  metadata: jsonObject.optional(),
};

/** What a developer deploys: quick start section 1. Needs a name, capabilities and a prompt. */
export const agentConfiguration = z.looseObject({ name: agentName, ...parts }).meta({
  id: 'AgentConfiguration',
  description: 'A configuration agent: a prompt, tools and memory settings.',
  examples: [
    {
      name: 'DataAnalyzer',
      version: '1.0.0',
      capabilities: ['data-analysis', 'report-generation'],
      tools: ['http_client', 'csv_parser'],
      memory: { enabled: true, scope: 'workspace' },
      system_prompt:
        'You are a data analysis expert who helps users understand their data. When you receive analysis requests, check your memory for similar patterns, use appropriate tools to fetch and parse data, then provide clear insights.',
      user_prompt_template:
        'Analyze this request: {{request}}\n\nMemory context: {{memory_context}}\nData source: {{data_source}}',
    },
  ],
});
export type AgentConfiguration = z.infer<typeof agentConfiguration>;

/** A partial update: quick start section 12. What is not named stays. */
export const agentUpdate = z
  .looseObject({ ...parts, name: agentName })
  .partial()
  .meta({
    id: 'AgentUpdate',
    description: 'The parts of the configuration to change.',
    examples: [
      {
        version: '1.1.0',
        capabilities: ['data-analysis', 'report-generation', 'trend-prediction'],
        system_prompt: 'Enhanced data analyst with trend prediction capabilities...',
      },
    ],
  });
export type AgentUpdate = z.infer<typeof agentUpdate>;

/** The names a configuration may use; others are kept out and reported as a warning. */
export const agentConfigurationFields: readonly string[] = ['name', ...Object.keys(parts)];

/** Something a developer should look at although the deployment worked. */
export const deploymentWarning = z
  .object({ field: z.string(), code: z.string(), message: z.string() })
  .meta({ id: 'DeploymentWarning' });
export type DeploymentWarning = z.infer<typeof deploymentWarning>;

/** Answer to a deployment: quick start section 1. */
export const agentDeployed = z
  .object({
    agent_id: agentName,
    status: z.literal('deployed'),
    version: z.string(),
    version_number: z.int(),
    capabilities: z.array(capabilityName),
    memory_enabled: z.boolean(),
    tools: z.array(z.string()),
    deployment_time: timestamp,
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({
    id: 'AgentDeployed',
    examples: [
      {
        agent_id: 'DataAnalyzer',
        status: 'deployed',
        version: '1.0.0',
        version_number: 1,
        capabilities: ['data-analysis', 'report-generation'],
        memory_enabled: true,
        tools: ['http_client', 'csv_parser'],
        deployment_time: '2025-09-10T15:30:00Z',
      },
    ],
  });
export type AgentDeployed = z.infer<typeof agentDeployed>;

/** Where an agent is in its life. `draining`: takes no new mail and goes when its mail is done. */
export const agentStatuses = ['running', 'paused', 'draining'] as const;
const agentStatus = z.enum(agentStatuses).meta({ id: 'AgentStatus' });
export type AgentStatus = z.infer<typeof agentStatus>;

/** `configuration`: a model takes the turn. `code`: a handler registered in a worker does. */
export const agentKinds = ['configuration', 'code'] as const;
export type AgentKind = (typeof agentKinds)[number];

/** One line of the list: quick start section 2. */
const agentSummary = z
  .object({
    name: agentName,
    type: z.enum(agentKinds),
    status: agentStatus,
    version: z.string(),
    capabilities: z.array(capabilityName),
    memory: z.object({ enabled: z.boolean(), scope: z.string(), entities: z.int() }),
    uptime: z.string(),
    last_activity: timestamp,
  })
  .meta({ id: 'AgentSummary' });
export type AgentSummary = z.infer<typeof agentSummary>;

export const agentList = z
  .object({ agents: z.array(agentSummary), total: z.int(), next_cursor: z.string().optional() })
  .meta({ id: 'AgentList' });
export type AgentList = z.infer<typeof agentList>;

/** One agent with its whole current configuration. */
export const agentDetail = agentSummary
  .extend({
    agent_id: agentName,
    version_number: z.int(),
    tools: z.array(z.string()),
    deployed_at: timestamp,
    updated_at: timestamp,
    configuration: jsonObject,
  })
  .meta({ id: 'AgentDetail' });
export type AgentDetail = z.infer<typeof agentDetail>;

/** Answer to an update: a new immutable version, live at once for the next turn. */
export const agentUpdated = z
  .object({
    agent_id: agentName,
    status: z.literal('updated'),
    version: z.string(),
    version_number: z.int(),
    capabilities: z.array(capabilityName),
    memory_enabled: z.boolean(),
    tools: z.array(z.string()),
    changes: z.array(z.string()),
    updated_at: timestamp,
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({ id: 'AgentUpdated' });
export type AgentUpdated = z.infer<typeof agentUpdated>;

/** Answer to a removal. `draining` until the last message in its mailboxes is done. */
export const agentRemoved = z
  .object({
    agent_id: agentName,
    status: z.enum(['draining', 'removed']),
    pending_messages: z.int(),
    removed_at: timestamp.optional(),
  })
  .meta({ id: 'AgentRemoved' });
export type AgentRemoved = z.infer<typeof agentRemoved>;

/** Answer to pause and resume. */
export const agentStateChanged = z
  .object({ agent_id: agentName, status: agentStatus, changed_at: timestamp })
  .meta({ id: 'AgentStateChanged' });
export type AgentStateChanged = z.infer<typeof agentStateChanged>;
