import { z } from 'zod';
import { agentName, conversationId, timestamp } from './ids.js';
import { dayOrInstant } from './instant.js';
import { jsonObject } from './json.js';
import {
  entityName,
  isInOrder,
  memoryScope,
  newEntityName,
  outOfOrder,
  storedScope,
} from './memory.schema.js';
import { share } from './share.js';

export const relationType = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be a lower-case word such as supported_by')
  .meta({ examples: ['supported_by'] });

const unsaid = (fallback: string): string =>
  `If not said: what is known of the relation, else ${fallback}.`;

const shareOr = (fallback: string): z.ZodOptional<z.ZodNumber> =>
  share.optional().meta({ description: unsaid(fallback) });

/** The id of a relation. Imported ones keep the id that they came with. */
export const relationId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, 'must be the id of a relation')
  .meta({
    id: 'RelationId',
    description: 'Id of a relation.',
    examples: ['rel-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f'],
  });

/** A relation is of two: what is true of one thing alone is a fact about it. */
export function isOfTwo(ends: {
  readonly from_entity: string;
  readonly to_entity: string;
}): boolean {
  return ends.from_entity !== ends.to_entity;
}

export const ofOneRule = 'must be another entity: what is true of one alone is a fact about it';
const ofOne = { path: ['to_entity'], error: ofOneRule };

/** Say how one entity stands to another: caxton-facts §3.5. */
export const relateEntities = z
  .strictObject({
    agent_id: agentName,
    from_entity: newEntityName,
    to_entity: newEntityName,
    relation_type: relationType,
    strength: shareOr('0.5'),
    confidence: shareOr('1'),
    memory_scope: memoryScope.optional(),
    conversation_id: conversationId.optional(),
    metadata: jsonObject.optional(),
    bidirectional: z
      .boolean()
      .optional()
      .meta({ description: unsaid('false') }),
    valid_from: dayOrInstant
      .nullable()
      .optional()
      .meta({
        description: `From when on it holds; null: ever since. ${unsaid('ever since')}`,
      }),
    valid_to: dayOrInstant
      .nullable()
      .optional()
      .meta({
        description: `Until when it holds, a day to its end; null: without end. ${unsaid('without end')}`,
      }),
  })
  .refine(isInOrder, outOfOrder)
  .refine(isOfTwo, ofOne)
  .meta({
    id: 'RelateEntities',
    examples: [
      {
        agent_id: 'DataAnalyzer',
        from_entity: 'q3_sales_analysis',
        to_entity: 'seasonal_sales_pattern',
        relation_type: 'supported_by',
        strength: 0.8,
      },
    ],
  });
export type RelateEntities = z.infer<typeof relateEntities>;

export const entitiesRelated = z
  .object({
    relation_id: z.string(),
    from_entity: entityName,
    to_entity: entityName,
    relation_type: z.string(),
    strength: z.number(),
    confidence: z.number(),
    bidirectional: z.boolean(),
    metadata: jsonObject,
    version: z.int().meta({ description: 'One more with each change of it.' }),
    valid_from: timestamp.nullable(),
    valid_to: timestamp.nullable(),
    tainted: z.boolean().meta({
      description: 'What it is now was said in a turn that had read content from outside.',
    }),
    memory_scope: z.string(),
    /** Who said it first. */
    created_by: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'EntitiesRelated' });
export type EntitiesRelated = z.infer<typeof entitiesRelated>;

/** A relation with all that it was. */
export const memoryRelation = entitiesRelated
  .extend({
    memory_scope: storedScope,
    state: z.enum(['current', 'retracted']).meta({
      description: 'A relation that was retracted is followed nowhere; it is as it was.',
    }),
    source_message_id: z.string().nullable(),
    history: z
      .array(
        z.object({
          version: z.int(),
          strength: z.number(),
          confidence: z.number(),
          bidirectional: z.boolean(),
          metadata: jsonObject,
          valid_from: timestamp.nullable(),
          valid_to: timestamp.nullable(),
          /** Who said so, and in which message. */
          created_by: z.string(),
          source_message_id: z.string().nullable(),
          known_from: timestamp,
          known_to: timestamp.nullable().meta({ description: 'Null: it is so still.' }),
        }),
      )
      .meta({
        description:
          'Every version that is kept, the present one last. Of a retracted relation the last one has ended.',
      }),
  })
  .meta({ id: 'MemoryRelation' });
export type MemoryRelation = z.infer<typeof memoryRelation>;

/** Which way the relations of a graph are followed. */
export const directions = ['outgoing', 'incoming', 'both'] as const;

/** In which order the nodes of a graph are listed. */
export const traversals = ['breadth_first', 'depth_first'] as const;

/** An entity with those that can be reached from it. */
export const memoryGraph = z
  .object({
    root_entity: entityName,
    graph: z.object({
      nodes: z.array(
        z.object({
          entity_name: entityName,
          entity_type: z.string(),
          depth: z.int(),
          observations: z.array(z.string()).optional(),
        }),
      ),
      edges: z.array(
        z.object({
          relation_id: z.string(),
          from: entityName,
          to: entityName,
          relation_type: z.string(),
          strength: z.number(),
          confidence: z.number(),
          bidirectional: z.boolean(),
          valid_from: timestamp.nullable(),
          valid_to: timestamp.nullable(),
        }),
      ),
    }),
    traversal_stats: z.object({
      max_depth: z.int(),
      nodes_found: z.int(),
      edges_found: z.int(),
      traversal_time_ms: z.number(),
      /** There were more entities than one answer holds. */
      truncated: z.boolean(),
    }),
  })
  .meta({ id: 'MemoryGraph' });
export type MemoryGraph = z.infer<typeof memoryGraph>;

/** What was cleared. */
export const memoryCleared = z
  .object({
    agent_id: agentName,
    memory_scope: z.string(),
    entities_deleted: z.int(),
    relations_deleted: z.int(),
    cleared_at: timestamp,
  })
  .meta({ id: 'MemoryCleared' });
export type MemoryCleared = z.infer<typeof memoryCleared>;
