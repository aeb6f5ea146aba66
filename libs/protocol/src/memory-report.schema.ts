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
    last_check: timestamp,
  })
  .meta({ id: 'MemoryHealth' });
export type MemoryHealth = z.infer<typeof memoryHealth>;
