import { z } from 'zod';
import { timestamp } from './ids.js';
import { entityName, storedScope } from './memory.schema.js';

/** Entities of a memory, those that were written last first. */
export const memoryEntities = z
  .object({
    entities: z.array(
      z.object({
        entity_id: z.string(),
        entity_name: entityName,
        entity_type: z.string(),
        memory_scope: storedScope,
        confidence: z.number(),
        strength: z.number(),
        pinned: z.boolean(),
        /** Facts that hold. */
        observation_count: z.int(),
        /** Who wrote it first: an agent, or `api_client`. */
        created_by: z.string(),
        created_at: timestamp,
        updated_at: timestamp,
      }),
    ),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'MemoryEntities' });
export type MemoryEntities = z.infer<typeof memoryEntities>;
