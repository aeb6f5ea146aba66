import type { Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import { MemoryAudit } from './audit/memory-audit.js';
import { Memory } from './memory.js';
import { Recall } from './recall/recall.js';
import { EntityEmbedder } from './vectors/entity-embedder.js';
import { MemoryView } from './view/memory-view.js';

/** The memory of agents: written and searched, and looked at. */
export interface OpenMemory {
  readonly memory: Memory;
  readonly view: MemoryView;
  readonly audit: MemoryAudit;
}

/** Puts the parts of the library together. */
export function openMemory(database: Database, embedder: TextEmbedder): OpenMemory {
  const recall = new Recall(database, embedder);
  const memory = new Memory(database, recall, new EntityEmbedder(database, embedder));
  return { memory, view: new MemoryView(database), audit: new MemoryAudit(database) };
}
