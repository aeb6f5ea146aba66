import { z } from 'zod';
import { agentUpdated, deploymentWarning } from './agent.schema.js';
import { agentName, timestamp } from './ids.js';
import { jsonObject, jsonValue } from './json.js';

/** As the server counts, from 1. */
const versionNumber = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ description: 'Number of a version, from 1.', examples: [1] });

const versionLine = {
  version_number: z.int(),
  version: z.string(),
  is_current: z.boolean(),
  created_at: timestamp,
  restored_from: z.int().optional().meta({
    description: 'The version that it is a copy of: somebody went back to that one.',
  }),
};

const versionSummary = z
  .object({
    ...versionLine,
    changes: z.array(z.string()).meta({
      description: 'Fields that are other ones than in the version before; of the first, all.',
    }),
  })
  .meta({ id: 'AgentVersionSummary' });

/** The versions of an agent, the newest first. */
export const agentVersionList = z
  .object({
    agent: agentName,
    current_version: z.int(),
    versions: z.array(versionSummary),
    total: z.int(),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'AgentVersionList' });
export type AgentVersionList = z.infer<typeof agentVersionList>;

export const agentVersionDetail = z
  .object({ agent: agentName, ...versionLine, configuration: jsonObject })
  .meta({ id: 'AgentVersion' });
export type AgentVersionDetail = z.infer<typeof agentVersionDetail>;

const configurationChange = z
  .object({
    path: z.string().meta({ examples: ['memory.scope'] }),
    kind: z.enum(['added', 'removed', 'changed']),
    before: jsonValue.optional(),
    after: jsonValue.optional(),
  })
  .meta({ id: 'ConfigurationChange' });
export type ConfigurationChange = z.infer<typeof configurationChange>;

/** What is another between two versions. */
export const agentVersionDiff = z
  .object({
    agent: agentName,
    from: z.int(),
    to: z.int(),
    changes: z.array(configurationChange),
    prompts: z
      .record(z.string(), z.string())
      .meta({ description: 'Of each prompt that is another one: its lines as a unified diff.' }),
  })
  .meta({ id: 'AgentVersionDiff' });
export type AgentVersionDiff = z.infer<typeof agentVersionDiff>;

const expectation = {
  expected_version_number: versionNumber.optional().meta({
    description: 'Refused (409) when the agent has another version now.',
  }),
};

/** Where to go back to. */
export const agentRollback = z
  .strictObject({
    version_number: versionNumber.optional().meta({
      description: 'Default: the version before the one in use.',
    }),
    ...expectation,
  })
  .meta({ id: 'AgentRollback', examples: [{ version_number: 1 }] });
export type AgentRollback = z.infer<typeof agentRollback>;

/** Answer to it: that of an update. */
export const agentRolledBack = agentUpdated
  .extend({ status: z.literal('rolled_back'), restored_from: z.int() })
  .meta({ id: 'AgentRolledBack' });
export type AgentRolledBack = z.infer<typeof agentRolledBack>;

const splitArm = z.strictObject({
  version_number: versionNumber,
  weight: z.int().min(0).max(10_000).meta({
    description: 'Its part of the conversations, compared with the weights of the others.',
  }),
});

/** Between which versions the conversations of an agent are split. */
export const agentSplit = z
  .strictObject({
    versions: z
      .array(splitArm)
      .min(2)
      .max(5)
      .refine(
        (arms) => new Set(arms.map((arm) => arm.version_number)).size === arms.length,
        'must name each version once',
      )
      .refine((arms) => arms.some(({ weight }) => weight > 0), 'must have a weight above 0'),
    ...expectation,
  })
  .meta({
    id: 'AgentSplit',
    examples: [
      {
        versions: [
          { version_number: 1, weight: 90 },
          { version_number: 2, weight: 10 },
        ],
      },
    ],
  });
export type AgentSplit = z.infer<typeof agentSplit>;

const splitVersion = z
  .object({
    version_number: z.int(),
    version: z.string(),
    is_current: z.boolean(),
    weight: z.int(),
    share: z.number().meta({ description: 'Of the conversations, from 0 to 1.' }),
    requests: z.int().meta({ description: 'Messages that ended, cancelled ones left out.' }),
    conversations: z
      .int()
      .meta({ description: 'In which they were; in the last 10,000 messages.' }),
    completed: z.int(),
    failed: z.int(),
    success_rate: z.number(),
    avg_response_time: z.string(),
    avg_response_ms: z.number(),
    tokens: z.object({ input: z.int(), output: z.int(), per_request: z.number() }),
  })
  .meta({ id: 'SplitVersion' });

/** A split and what its versions did since it began. */
export const agentSplitView = z
  .object({
    agent: agentName,
    split_id: z.string(),
    started_at: timestamp,
    versions: z.array(splitVersion),
    warnings: z.array(deploymentWarning).optional(),
  })
  .meta({ id: 'AgentSplitView' });
export type AgentSplitView = z.infer<typeof agentSplitView>;

/** Which version of a split goes on alone. */
export const splitPromotion = z
  .strictObject({ version_number: versionNumber })
  .meta({ id: 'SplitPromotion' });
export type SplitPromotion = z.infer<typeof splitPromotion>;

/** Answer to the end of a split: the version that works everywhere now. */
export const splitEnded = z
  .object({
    agent: agentName,
    status: z.enum(['promoted', 'stopped']),
    version_number: z.int(),
    version: z.string(),
    restored_from: z.int().optional(),
  })
  .meta({ id: 'SplitEnded' });
export type SplitEnded = z.infer<typeof splitEnded>;
