import { z } from 'zod';
import { agentName, conversationId, timestamp } from './ids.js';
import { dayOrInstant } from './instant.js';
import { jsonObject } from './json.js';
import { share } from './share.js';
import { isVisible, visibleRule } from './visible.js';

/** Who shares a memory; `agent-only` is an older spelling of `agent`. */
const memoryScopes = ['agent', 'conversation', 'workspace', 'global'] as const;
export type MemoryScope = (typeof memoryScopes)[number];

export const storedScope = z.enum(memoryScopes).meta({ id: 'MemoryScope' });

/** A scope as a request may spell it. */
export const memoryScope = z
  .enum([...memoryScopes, 'agent-only'])
  .meta({ description: 'Who shares the memory. `agent-only` means `agent`.' });

const printable = /^[^\p{Cc}\p{Cs}]+$/u;

/** What is remembered, by name: unique among those who share it. */
export const entityName = z
  .string()
  .min(1)
  .max(200)
  .regex(printable, 'must not contain control characters')
  .meta({
    id: 'EntityName',
    description: 'Name of an entity, unique in its scope.',
    examples: ['q3_sales_analysis'],
  });

/** What is to be remembered by a name from now on; what has such a name already keeps it. */
export const newEntityName = entityName.refine(isVisible, visibleRule);

export const entityType = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be a lower-case word such as insight')
  .meta({ description: 'What kind of thing it is.', examples: ['analysis_pattern'] });

/** The id of a fact. */
export const observationId = z
  .string()
  .regex(/^obs-[0-9a-f-]{1,64}$/, 'must be the id of an observation')
  .meta({
    id: 'ObservationId',
    description: 'Id of a fact.',
    examples: ['obs-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f'],
  });

/** The question that a fact answers. */
export const predicate = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be a lower-case word such as prefers');

/** What a fact says. */
export const factText = z.string().min(1).max(10_000).refine(isVisible, visibleRule);

/** One fact about an entity: text, or text with the question that it answers. */
const observation = z.union([
  factText,
  z.strictObject({
    content: factText,
    /** A later fact with the same predicate takes the place of this one. */
    predicate: predicate.optional(),
    confidence: share.optional(),
    /** Facts that it follows from: when one of them is retracted, it goes as well. */
    derived_from: z.array(observationId).max(20).optional(),
  }),
]);
export type ObservationInput = z.infer<typeof observation>;

const entityFields = {
  entity_name: newEntityName,
  entity_type: entityType,
  observations: z.array(observation).min(1).max(100),
  confidence: share.optional(),
  strength: share.optional(),
  metadata: jsonObject.optional(),
  valid_from: dayOrInstant.optional(),
  valid_to: dayOrInstant.optional().meta({
    description: 'A day in UTC, meant to its end, or an instant with its time zone.',
  }),
};

/** What ends before it begins would never be found. A day is meant to its end. */
export function isInOrder({ valid_from: from, valid_to: to }: Validity): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return true;
  return Date.parse(from) <= Date.parse(to.includes('T') ? to : `${to}T23:59:59.999Z`);
}

interface Validity {
  readonly valid_from?: string | null | undefined;
  readonly valid_to?: string | null | undefined;
}

export const outOfOrder = { path: ['valid_to'], error: 'must not lie before valid_from' };

/** Remember something: caxton-facts §3.5. */
export const rememberEntity = z
  .strictObject({
    agent_id: agentName,
    memory_scope: memoryScope.optional(),
    conversation_id: conversationId.optional(),
    ...entityFields,
  })
  .refine(isInOrder, outOfOrder)
  .meta({
    id: 'RememberEntity',
    examples: [
      {
        agent_id: 'DataAnalyzer',
        entity_name: 'q3_sales_analysis',
        entity_type: 'analysis_pattern',
        observations: ['Analysis of Q3 sales showing 15% growth with September peak'],
        confidence: 0.92,
      },
    ],
  });
export type RememberEntity = z.infer<typeof rememberEntity>;

/** Entities that one request remembers at most. */
export const mostBatchEntities = 100;

const batchEntity = z.strictObject(entityFields).refine(isInOrder, outOfOrder);
export type BatchEntity = z.infer<typeof batchEntity>;

/** Remember several things at once; each succeeds or fails by itself. */
export const rememberBatch = z
  .strictObject({
    agent_id: agentName,
    memory_scope: memoryScope.optional(),
    conversation_id: conversationId.optional(),
    entities: z.array(batchEntity).min(1).max(mostBatchEntities),
  })
  .meta({
    id: 'RememberBatch',
    examples: [
      {
        agent_id: 'DataAnalyzer',
        entities: [
          { entity_name: 'acme', entity_type: 'customer', observations: ['Acme pays late'] },
          { entity_name: 'globex', entity_type: 'customer', observations: ['Globex pays early'] },
        ],
      },
    ],
  });
export type RememberBatch = z.infer<typeof rememberBatch>;

/** Something remembered. */
export const entityRemembered = z
  .object({
    entity_id: z.string(),
    entity_name: entityName,
    entity_type: z.string(),
    observation_count: z.int(),
    memory_scope: storedScope,
    agent_id: agentName,
    created_at: timestamp,
    updated_at: timestamp,
    embedding_generated: z.boolean(),
    version: z.int(),
    /** Facts that gave way to a newer one with the same predicate. */
    superseded: z.int(),
  })
  .meta({ id: 'EntityRemembered' });
export type EntityRemembered = z.infer<typeof entityRemembered>;

export const batchRemembered = z
  .object({
    /** The same in every repetition of the request under its `Idempotency-Key`. */
    batch_id: z.string().meta({ examples: ['bat-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f'] }),
    entities_created: z.int(),
    entities_updated: z.int(),
    failed_entities: z.int(),
    processing_time_ms: z.number(),
    results: z.array(
      z.object({
        entity_name: entityName,
        status: z.enum(['created', 'updated', 'failed']),
        entity_id: z.string().optional(),
        error: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'BatchRemembered' });
export type BatchRemembered = z.infer<typeof batchRemembered>;
