import { z } from 'zod';
import { agentName, conversationId, timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { entityName, memoryScope, storedScope } from './memory.schema.js';
import { share } from './share.js';

/** Whose memory a command means. */
const target = {
  agent_id: agentName,
  memory_scope: memoryScope.optional(),
  conversation_id: conversationId.optional(),
};

/** An entity that was deleted with everything that hung on it. */
export const entityForgotten = z
  .object({
    entity_name: entityName,
    memory_scope: storedScope,
    facts_deleted: z.int(),
    relations_deleted: z.int(),
    forgotten_at: timestamp,
  })
  .meta({ id: 'EntityForgotten' });
export type EntityForgotten = z.infer<typeof entityForgotten>;

/** Keep an entity whatever the rules of retention say, or let them have it again. */
export const pinEntity = z
  .strictObject({ ...target, pinned: z.boolean().default(true) })
  .meta({ id: 'PinEntity', examples: [{ agent_id: 'DataAnalyzer', pinned: true }] });
export type PinEntity = z.infer<typeof pinEntity>;

export const entityPinned = z
  .object({ entity_name: entityName, memory_scope: storedScope, pinned: z.boolean() })
  .meta({ id: 'EntityPinned' });
export type EntityPinned = z.infer<typeof entityPinned>;

const subject = z
  .string()
  .min(2)
  .max(200)
  .regex(/[\p{L}\p{N}].*[\p{L}\p{N}]/u, 'must hold at least two letters or digits')
  .meta({ description: 'A name, in any spelling.', examples: ['Anna Example'] });

const includeGlobal = z
  .boolean()
  .default(false)
  .meta({ description: 'Whether memories that all workspaces share are searched as well.' });

/** Erase somebody or something from every memory of the workspace. */
export const eraseSubject = z
  .strictObject({
    subject,
    include_global: includeGlobal,
    dry_run: z.boolean().default(false),
    confirm: z.boolean().default(false).meta({ description: 'Must be true unless `dry_run` is.' }),
  })
  .meta({ id: 'EraseSubject', examples: [{ subject: 'Anna Example', dry_run: true }] });
export type EraseSubject = z.infer<typeof eraseSubject>;

/** What went, or would go. The subject is not repeated: this answer is kept for repetitions. */
export const subjectErased = z
  .object({
    dry_run: z.boolean(),
    entities_erased: z.int(),
    facts_erased: z.int(),
    relations_erased: z.int(),
    erased_at: timestamp,
  })
  .meta({ id: 'SubjectErased' });
export type SubjectErased = z.infer<typeof subjectErased>;

/** Let an erased subject be learned again. */
export const liftErasure = z
  .strictObject({ subject, include_global: includeGlobal })
  .meta({ id: 'LiftErasure', examples: [{ subject: 'Anna Example' }] });
export type LiftErasure = z.infer<typeof liftErasure>;

export const erasureLifted = z.object({ lifted: z.boolean() }).meta({ id: 'ErasureLifted' });
export type ErasureLifted = z.infer<typeof erasureLifted>;

const days = z.int().min(1).max(36_500);

/** How much a workspace remembers, and for how long; `null` switches a rule off. */
const rules = {
  max_entities: z.int().min(1).max(10_000_000).meta({
    description: 'Entities of the whole workspace; beyond them new ones are refused.',
  }),
  max_entities_per_scope: z.int().min(1).max(10_000_000).nullable().meta({
    description: 'Entities of one agent, one conversation, or the workspace: the weakest go.',
  }),
  max_age_days: days.nullable().meta({
    description: 'What was neither written nor used in an answer for so long goes.',
  }),
  max_superseded_days: days.nullable().meta({
    description:
      'Facts that gave way to others longer ago go from the history, and what relations were before a change.',
  }),
  max_retractions_days: days.nullable().meta({
    description: 'Retractions of longer ago go, with the facts that they took back.',
  }),
  max_uses_days: days.nullable().meta({
    description: 'Records of answers that used a memory go; the latest of each memory stays.',
  }),
  min_confidence: share.meta({ description: 'What is more doubtful goes, after a day.' }),
  min_strength: share.meta({ description: 'What is weaker goes, after a day.' }),
  strength_half_life_days: days.nullable().meta({
    description: 'In so many days without being written or used, strength halves.',
  }),
};

const policyRules = z.object(rules);

/** The rules of a workspace. */
export type RetentionPolicy = z.infer<typeof policyRules>;

/** How often a worker looks for what is to go; the same for every workspace. */
export const cleanupFrequency = '1m';

const retentionPolicy = policyRules
  .extend({
    cleanup_frequency: z.string().meta({ description: 'How often workers look; fixed.' }),
  })
  .meta({ id: 'RetentionPolicy' });

/** What bounds the work of this server's memory, as it is in force. */
const performanceSettings = z
  .object({
    batch_size: z.int().meta({ description: 'Entities of one batch request at most; fixed.' }),
    max_concurrent_searches: z.int().meta({
      description:
        'Searches that one process makes beside one another; more wait. `CAXTON_DATABASE_POOL`; the embedded Postgres makes one.',
    }),
    cache_size_mb: z.number().nullable().meta({
      description:
        'What the vectors kept for texts that come again may take, per process; fixed. Null until their length is known.',
    }),
  })
  .meta({ id: 'MemoryPerformanceSettings' });

const externalBackend = z.object({ enabled: z.boolean(), connection_url: z.string().nullable() });

/** How the memory of this server is set up. */
export const memoryConfig = z
  .object({
    backend: z.enum(['embedded_postgres', 'postgres']),
    embedding_model: z.string(),
    embedding_dimensions: z.int().nullable().meta({
      description: 'Null until an embedding endpoint has answered for the first time.',
    }),
    default_memory_scope: storedScope,
    retention_policy: retentionPolicy,
    performance_settings: performanceSettings,
    external_backends: z
      .object({ neo4j: externalBackend, qdrant: externalBackend })
      .meta({ description: 'Never enabled: Postgres with pgvector is the only backend.' }),
  })
  .meta({ id: 'MemoryConfig' });
export type MemoryConfig = z.infer<typeof memoryConfig>;

/**
 * Change rules of retention; those that are not named stay. What this call cannot change may be named with
 * the value that it has, so that a configuration that was read can be sent back.
 */
export const changeMemoryConfig = z
  .strictObject({
    retention_policy: z.strictObject({ ...rules, cleanup_frequency: z.string() }).partial(),
    backend: z.string(),
    embedding_model: z.string(),
    embedding_dimensions: z.int().nullable(),
    default_memory_scope: z.string(),
    performance_settings: jsonObject,
    external_backends: jsonObject,
  })
  .partial()
  .meta({
    id: 'ChangeMemoryConfig',
    examples: [{ retention_policy: { max_age_days: 90, min_confidence: 0.2 } }],
  });
export type ChangeMemoryConfig = z.infer<typeof changeMemoryConfig>;

export const memoryConfigChanged = z
  .object({
    updated: z.boolean(),
    changes: z.array(z.string()),
    restart_required: z.boolean(),
    applied_at: timestamp,
    retention_policy: retentionPolicy,
  })
  .meta({ id: 'MemoryConfigChanged' });
export type MemoryConfigChanged = z.infer<typeof memoryConfigChanged>;
