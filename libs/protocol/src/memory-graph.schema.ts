import { z } from 'zod';
import { agentName, timestamp } from './ids.js';
import { jsonObject } from './json.js';
import { entityName, memoryScope, newEntityName } from './memory.schema.js';

export const relationType = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be a lower-case word such as supported_by')
  .meta({ examples: ['supported_by'] });

const unsaid = (fallback: string): string =>
  `If not said: what is known of the relation, else ${fallback}.`;

const share = (fallback: string): z.ZodOptional<z.ZodNumber> =>
  z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ description: unsaid(fallback) });

/** Say how one entity stands to another: caxton-facts §3.5. */
export const relateEntities = z
  .strictObject({
    agent_id: agentName,
    from_entity: newEntityName,
    to_entity: newEntityName,
    relation_type: relationType,
    strength: share('0.5'),
    confidence: share('1'),
    memory_scope: memoryScope.optional(),
    conversation_id: z.string().min(1).max(200).optional(),
    metadata: jsonObject.optional(),
    bidirectional: z
      .boolean()
      .optional()
      .meta({ description: unsaid('false') }),
  })
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
    memory_scope: z.string(),
    created_by: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'EntitiesRelated' });
export type EntitiesRelated = z.infer<typeof entitiesRelated>;

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
          from: entityName,
          to: entityName,
          relation_type: z.string(),
          strength: z.number(),
          confidence: z.number(),
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
