import {
  cleanupFrequency,
  fieldErrors,
  mostBatchEntities,
  type ChangeMemoryConfig,
  type MemoryConfig,
  type MemoryConfigChanged,
} from '#protocol';
import type { EmbedderFigures, TextEmbedder } from '#embeddings';
import type { Caller } from '#platform';
import type { OpenMemory } from '#memory';
import { findFixed } from './fixed-settings.js';
import { round } from './memory-views.js';

/** What is told of the setup, and who keeps what can be changed. */
export interface SetupKit {
  readonly keeping: OpenMemory['keeping'];
  readonly embedder: Pick<TextEmbedder, 'fingerprint' | 'dimensions'> & {
    readonly figures: Pick<EmbedderFigures, 'capacity'>;
  };
  readonly isEmbedded: boolean;
  /** Connections to Postgres of one process. */
  readonly connections: number;
}

const bytesPerNumber = 4;
const elsewhere = { enabled: false, connection_url: null };

/** How memory is set up, and how long it keeps what. */
export class MemorySetup {
  constructor(private readonly kit: SetupKit) {}

  async config(caller: Caller): Promise<MemoryConfig> {
    const { embedder, isEmbedded, keeping } = this.kit;
    const policy = await keeping.policy(caller);
    return {
      backend: isEmbedded ? 'embedded_postgres' : 'postgres',
      embedding_model: embedder.fingerprint,
      embedding_dimensions: embedder.dimensions ?? null,
      default_memory_scope: 'workspace',
      retention_policy: { ...policy, cleanup_frequency: cleanupFrequency },
      performance_settings: this.performance(),
      external_backends: { neo4j: elsewhere, qdrant: elsewhere },
    };
  }

  /** @throws {ProtocolError} INVALID_REQUEST naming each setting that would change and cannot */
  async configure(caller: Caller, change: ChangeMemoryConfig): Promise<MemoryConfigChanged> {
    const before = await this.config(caller);
    const fixed = findFixed(before, change);
    if (fixed.length > 0) throw fieldErrors('INVALID_REQUEST', fixed);
    const { cleanup_frequency: _fixed, ...rules } = change.retention_policy ?? {};
    const { policy, changes } = await this.kit.keeping.changePolicy(caller, rules);
    return {
      updated: changes.length > 0,
      changes: [...changes],
      restart_required: false,
      applied_at: new Date().toISOString(),
      retention_policy: { ...policy, cleanup_frequency: cleanupFrequency },
    };
  }

  private performance(): MemoryConfig['performance_settings'] {
    const { embedder, isEmbedded, connections } = this.kit;
    const { dimensions, figures } = embedder;
    const bytes = figures.capacity * (dimensions ?? 0) * bytesPerNumber;
    return {
      batch_size: mostBatchEntities,
      max_concurrent_searches: isEmbedded ? 1 : connections,
      cache_size_mb: dimensions === undefined ? null : round(bytes / 1_048_576),
    };
  }
}
