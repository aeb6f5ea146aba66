import { z } from 'zod';
import { entityName, storedScope } from './memory.schema.js';
import { timestamp } from './ids.js';

const findingKinds = [
  'duplicates',
  'alike_names',
  'contradictions',
  'stale',
  'unused',
  'unembedded',
  'doubtful',
] as const;

/** What is good and bad about a memory. */
export const memoryQuality = z
  .object({
    checked: z.object({ entities: z.int(), facts: z.int() }),
    /** Facts by their state. */
    facts: z.object({
      current: z.int(),
      superseded: z.int(),
      retracted: z.int(),
      review: z.int(),
    }),
    findings: z.array(
      z.object({
        kind: z.enum(findingKinds),
        count: z.int(),
        /** Of what was checked. */
        share: z.number(),
        examples: z.array(
          z.object({ entity_name: entityName, memory_scope: storedScope, content: z.string() }),
        ),
      }),
    ),
  })
  .meta({ id: 'MemoryQuality' });
export type MemoryQuality = z.infer<typeof memoryQuality>;

const measured = (description: string): z.ZodNullable<z.ZodNumber> =>
  z
    .number()
    .nullable()
    .meta({ description: `${description} Null: none yet.` });

/** How fast memory was, as the process that answers has measured it since it was started. */
const performanceMetrics = z
  .object({
    avg_search_time_ms: measured('Of the last 1,000 searches.'),
    avg_storage_time_ms: measured('Until durable, of the last 1,000 writes.'),
    cache_hit_rate: measured('Share of texts whose vector was known already.'),
    embeddings_per_second: measured('Vectors made, per second of work on them.'),
    searches: z.int(),
    writes: z.int(),
    measured_since: timestamp,
  })
  .meta({
    examples: [
      {
        avg_search_time_ms: 12.4,
        avg_storage_time_ms: 6.1,
        cache_hit_rate: 0.42,
        embeddings_per_second: 88.2,
        searches: 1_250,
        writes: 310,
        measured_since: '2025-09-10T15:00:00.000Z',
      },
    ],
  });
export type MemoryPerformance = z.infer<typeof performanceMetrics>;

/** How much is remembered: caxton-facts §3.5. */
export const memoryStats = z
  .object({
    global_stats: z.object({
      total_entities: z.int(),
      total_relations: z.int(),
      /** Who wrote: agents, and `api_client`. */
      total_agents: z.int(),
      storage_size_mb: z.number(),
      embedding_model: z.string(),
      embedding_dimensions: z.int().nullable(),
    }),
    scope_breakdown: z.array(
      z.object({
        memory_scope: storedScope,
        entity_count: z.int(),
        relation_count: z.int(),
        active_agents: z.int(),
        pinned: z.int(),
        unembedded: z.int(),
        storage_size_mb: z.number(),
      }),
    ),
    performance_metrics: performanceMetrics,
  })
  .meta({ id: 'MemoryStats' });
export type MemoryStats = z.infer<typeof memoryStats>;

/** Whether memory works: caxton-facts §3.5. */
export const memoryHealth = z
  .object({
    status: z.enum(['healthy', 'degraded']),
    checks: z.array(
      z.object({
        check: z.enum([
          'database_connectivity',
          'embedding_model_loaded',
          'index_integrity',
          'orphaned_relations',
          'waiting_embeddings',
        ]),
        status: z.enum(['pass', 'warning']),
        detail: z.string(),
      }),
    ),
    last_check: timestamp.meta({ description: 'When indexes and orphans were last looked at.' }),
    next_check: timestamp.meta({ description: 'From when on the next call looks at them anew.' }),
  })
  .meta({ id: 'MemoryHealth' });
export type MemoryHealth = z.infer<typeof memoryHealth>;
