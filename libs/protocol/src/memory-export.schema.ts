import { z } from 'zod';
import { entityRecord, relationRecord, memoryExportVersion } from './memory-record.schema.js';
import { timestamp } from './ids.js';

/** A memory to be kept or moved: caxton-facts §3.5. As JSON Lines each record is a line of its own. */
export const memoryExport = z
  .object({
    export_metadata: z.object({
      record: z.literal('export_metadata'),
      version: z.literal(memoryExportVersion),
      agent_id: z.string().nullable(),
      conversation_id: z.string().nullable(),
      memory_scope: z.string().nullable(),
      exported_at: timestamp,
      /** When the export began; what is written meanwhile may be in it or not. */
      entity_count: z.int(),
      relation_count: z.int(),
      format: z.enum(['json', 'jsonl']),
      include_embeddings: z.boolean(),
      embedding_model: z.string(),
      /** Null while the server has not made a vector by an endpoint yet. */
      embedding_dimensions: z.int().nullable(),
    }),
    entities: z.array(entityRecord),
    relations: z.array(relationRecord),
  })
  .meta({ id: 'MemoryExport' });
export type MemoryExportDocument = z.infer<typeof memoryExport>;

/** What an import does with what is remembered under the same name already: caxton-facts §3.5. */
export const mergeStrategies = [
  'update_existing',
  'skip_existing',
  'replace_existing',
  'error_on_conflict',
] as const;
export type MergeStrategy = (typeof mergeStrategies)[number];

/** What became of an import. */
export const memoryImported = z
  .object({
    import_id: z.string(),
    /** Nothing was stored: this is what would have become of it. */
    dry_run: z.boolean(),
    /** The export ended as an export ends. False: it is perhaps only the beginning of one. */
    complete: z.boolean(),
    entities_imported: z.int(),
    entities_updated: z.int(),
    /** Known and left as they were. */
    entities_skipped: z.int(),
    relations_imported: z.int(),
    relations_updated: z.int(),
    relations_skipped: z.int(),
    /** Known under the name but different, and settled by the strategy. */
    conflicts_resolved: z.int(),
    /** Entities whose vectors came along and fit. */
    embeddings_used: z.int(),
    /** Entities whose vectors the server makes itself. */
    embeddings_queued: z.int(),
    processing_time_ms: z.number(),
    /** Records that could not be stored, the first hundred: relations whose ends are not remembered. */
    problems: z.array(z.object({ line: z.int(), field: z.string(), message: z.string() })),
  })
  .meta({ id: 'MemoryImported' });
export type MemoryImported = z.infer<typeof memoryImported>;
