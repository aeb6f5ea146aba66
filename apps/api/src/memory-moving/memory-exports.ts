import type { Readable } from 'node:stream';
import { memoryExportVersion, type MemoryExportDocument } from '#protocol';
import type { Caller, Clock, Logger } from '#platform';
import type { AgentRegistry } from '#agents';
import type { MemoryExport, Selection } from '#memory';
import type { Shutdown } from '../http/shutdown.js';
import { WrittenExports } from '../http/written-exports.js';
import { selectionOf, type MovedMemory } from './memory-selection.js';
import type { ExportOptions } from './moving-queries.js';
import { writeExport } from './write-export.js';

/** What the parts of the API share. */
export interface ExportGround {
  readonly registry: AgentRegistry;
  readonly shutdown: Shutdown;
  readonly log: Logger;
  readonly clock: Clock;
}

/** Gives memories away as streams, however large they are. */
export class MemoryExports {
  private readonly written: WrittenExports;

  constructor(
    private readonly exporter: MemoryExport,
    private readonly ground: ExportGround,
  ) {
    const { shutdown, log } = ground;
    this.written = new WrittenExports({ shutdown, log, cut: 'An export of a memory was cut.' });
  }

  /**
   * The text of an export, begun. A reader that goes away ends it; when it fails half way the stream is
   * cut, and has no end record.
   * @throws {ProtocolError} AGENT_NOT_FOUND: nobody has that name and nothing is remembered under it;
   * RATE_LIMITED
   */
  async begin(caller: Caller, options: ExportOptions): Promise<Readable> {
    return this.written.begin(() => this.compose(caller, options));
  }

  private async compose(caller: Caller, options: ExportOptions): Promise<AsyncIterable<string>> {
    await this.checkOwner(caller, options);
    const selection = selectionOf(options);
    const metadata = await this.describe(caller, options, selection);
    const { include_embeddings: withEmbeddings } = options;
    return writeExport({
      metadata,
      entities: this.exporter.entities(caller, selection, withEmbeddings),
      relations: this.exporter.relations(caller, selection),
    });
  }

  private async checkOwner(caller: Caller, { agent_id: agent }: MovedMemory): Promise<void> {
    if (agent === undefined) return;
    const { entities } = await this.exporter.count(caller, { places: [`agent:${agent}`] });
    if (entities === 0) await this.ground.registry.get(caller, agent);
  }

  private async describe(
    caller: Caller,
    options: ExportOptions,
    selection: Selection,
  ): Promise<MemoryExportDocument['export_metadata']> {
    const { entities, relations } = await this.exporter.count(caller, selection);
    const { fingerprint, dimensions } = this.exporter.model;
    return {
      record: 'export_metadata',
      version: memoryExportVersion,
      agent_id: options.agent_id ?? null,
      conversation_id: options.conversation_id ?? null,
      memory_scope: options.memory_scope ?? null,
      exported_at: new Date(this.ground.clock.now()).toISOString(),
      entity_count: entities,
      relation_count: relations,
      format: options.format,
      include_embeddings: options.include_embeddings,
      embedding_model: fingerprint,
      embedding_dimensions: dimensions ?? null,
    };
  }
}
