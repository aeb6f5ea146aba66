import { z } from 'zod';
import { agentName, conversationId, timestamp } from './ids.js';
import { dayOrInstant, instant } from './instant.js';
import { jsonObject } from './json.js';
import { entityName, entityType, memoryScope, storedScope } from './memory.schema.js';
import { share } from './share.js';

/**
 * How a memory is looked for. `semantic`: by meaning. `keyword`: by words. `hybrid`: by meaning, with
 * a small bonus for shared words; docs/memory.md has the figures.
 */
export const recallModes = ['semantic', 'keyword', 'hybrid'] as const;
export type RecallMode = (typeof recallModes)[number];

/**
 * Which facts count: those that hold now, all that ever did, those that held at `as_of`, or those that held
 * at some time from `start_date` to `end_date`.
 */
export const temporalFilter = {
  temporal_filter: z.enum(['current', 'all', 'as_of', 'date_range']).default('current'),
  as_of: instant.optional().meta({ description: 'Of `as_of`: the instant.' }),
  start_date: dayOrInstant.optional().meta({ description: 'Of `date_range`: from here on.' }),
  end_date: dayOrInstant.optional().meta({
    description: 'Of `date_range`: up to here; a day is meant to its end.',
  }),
};

/** How something that was found stands to others. */
const foundRelations = z
  .array(
    z.object({
      relation_id: z.string(),
      relation_type: z.string(),
      /** Seen from what was found: `outgoing` begins at it, `incoming` ends at it. */
      direction: z.enum(['outgoing', 'incoming']),
      from_entity: entityName,
      to_entity: entityName,
      bidirectional: z.boolean(),
      strength: z.number(),
      confidence: z.number(),
      valid_from: timestamp.nullable(),
      valid_to: timestamp.nullable(),
    }),
  )
  .optional()
  .meta({
    description:
      'With `include_relations`: those that begin at what was found and those that end at it, the strongest first, 50 at most.',
  });

/** What to look for in the memory of an agent: quick start section 8. */
export const memorySearch = z
  .strictObject({
    query: z.string().min(1).max(4_000),
    limit: z.int().min(1).max(100).default(10),
    min_similarity: share.default(0.6),
    mode: z.enum(recallModes).default('semantic'),
    memory_scope: memoryScope.optional(),
    conversation_id: conversationId.optional(),
    entity_types: z.array(entityType).min(1).max(20).optional(),
    include_relations: z.boolean().default(false),
    ...temporalFilter,
  })
  .meta({
    id: 'MemorySearch',
    examples: [{ query: 'sales trends analysis', limit: 5, min_similarity: 0.7 }],
  });
export type MemorySearch = z.infer<typeof memorySearch>;

/** What was found, the nearest first: quick start section 8. */
export const memoryMatches = z
  .object({
    query: z.string(),
    /** The mode that answered: `keyword` when the embedding model is not available. */
    mode: z.enum(recallModes),
    matches: z.array(
      z.object({
        entity: entityName,
        similarity: z.number().min(0).max(1),
        content: z.string(),
        metadata: z.looseObject({
          type: z.string(),
          created: timestamp,
          entity_id: z.string(),
          memory_scope: z.string(),
          confidence: z.number(),
        }),
        relations: foundRelations,
      }),
    ),
  })
  .meta({ id: 'MemoryMatches' });
export type MemoryMatches = z.infer<typeof memoryMatches>;

/** What was found, the best first, as `GET /memory/search` tells it: caxton-facts §3.5. */
export const memoryResults = z
  .object({
    query: z.string(),
    /** The mode that answered: `keyword` when the embedding model is not available. */
    mode: z.enum(recallModes),
    results: z.array(
      z.object({
        entity_id: z.string(),
        entity_name: entityName,
        entity_type: z.string(),
        similarity_score: z.number().min(0).max(1),
        observations: z.array(z.string()),
        metadata: jsonObject,
        created_at: timestamp,
        /** The agent whose memory was searched, as the request names it. */
        agent_id: agentName,
        /** Who wrote it first: an agent, or `api_client`. */
        created_by: z.string(),
        memory_scope: storedScope,
        confidence: z.number(),
        relations: foundRelations,
      }),
    ),
    total_results: z.int(),
    search_time_ms: z.number(),
    memory_scope: storedScope.nullable().meta({
      description: 'The scope that was asked for. Null: every scope that the agent may see.',
    }),
  })
  .meta({
    id: 'MemoryResults',
    examples: [
      {
        query: 'sales trends',
        mode: 'semantic',
        results: [
          {
            entity_id: 'ent-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f',
            entity_name: 'q3_sales_analysis',
            entity_type: 'analysis_pattern',
            similarity_score: 0.812,
            observations: ['Analysis of Q3 sales showing 15% growth with September peak'],
            metadata: {},
            created_at: '2025-09-10T15:35:30.000Z',
            agent_id: 'DataAnalyzer',
            created_by: 'api_client',
            memory_scope: 'workspace',
            confidence: 0.92,
            relations: [
              {
                relation_id: 'rel-0198c4b2-7d1a-7c3e-9f00-3a5b6c7d8e9f',
                relation_type: 'supported_by',
                direction: 'outgoing',
                from_entity: 'q3_sales_analysis',
                to_entity: 'seasonal_sales_pattern',
                bidirectional: false,
                strength: 0.8,
                confidence: 1,
                valid_from: null,
                valid_to: null,
              },
            ],
          },
        ],
        total_results: 1,
        search_time_ms: 14,
        memory_scope: null,
      },
    ],
  });
export type MemoryResults = z.infer<typeof memoryResults>;

/** What an agent knows: quick start section 7. */
export const agentMemory = z
  .object({
    agent: agentName,
    memory: z.object({
      enabled: z.boolean(),
      scope: z.string(),
      entities: z.int(),
      relationships: z.int(),
      last_updated: timestamp.nullable(),
    }),
    recent_memories: z.array(
      z.object({
        entity: entityName,
        type: z.string(),
        confidence: z.number(),
        created: timestamp,
      }),
    ),
  })
  .meta({ id: 'AgentMemory' });
export type AgentMemory = z.infer<typeof agentMemory>;

/** Everything about one entity: its facts with where they came from. */
export const memoryEntity = z
  .object({
    entity_id: z.string(),
    entity_name: entityName,
    entity_type: z.string(),
    memory_scope: z.string(),
    confidence: z.number(),
    strength: z.number(),
    version: z.int(),
    pinned: z.boolean(),
    tainted: z.boolean().meta({
      description: 'A fact that holds was learned in a turn that had read content from outside.',
    }),
    metadata: jsonObject,
    created_by: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
    valid_from: timestamp.nullable(),
    valid_to: timestamp.nullable(),
    observations: z.array(
      z.object({
        observation_id: z.string(),
        content: z.string(),
        predicate: z.string().nullable(),
        confidence: z.number(),
        state: z.enum(['current', 'superseded', 'retracted', 'review']),
        superseded_by: z.string().nullable(),
        valid_from: timestamp,
        valid_to: timestamp.nullable(),
        created_by: z.string(),
        source_message_id: z.string().nullable(),
        created_at: timestamp,
        tainted: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'MemoryEntity' });
export type MemoryEntity = z.infer<typeof memoryEntity>;
