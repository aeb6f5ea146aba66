import { systemClock, type Caller, type Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import { MemoryAudit } from './audit/memory-audit.js';
import { TurnRecall } from './context/turn-recall.js';
import { KnownFacts } from './gate/known-facts.js';
import { LessonBook } from './learn/lesson-book.js';
import { MemoryKeeping } from './lifecycle/memory-keeping.js';
import { Memory } from './memory.js';
import type { ImportTerms } from './move/import-entities.js';
import { MemoryExport } from './move/memory-export.js';
import { MemoryImport } from './move/memory-import.js';
import { Recall } from './recall/recall.js';
import { MemoryReport } from './report/memory-report.js';
import { EntityEmbedder } from './vectors/entity-embedder.js';
import { VectorSettler } from './vectors/vector-settler.js';
import { MemorySizes } from './view/memory-sizes.js';
import { MemoryView } from './view/memory-view.js';

/** What whoever imports decides. */
type ImportManner = Omit<ImportTerms, 'model'>;

/** The memory of agents: written and searched, looked at, and moved. */
export interface OpenMemory {
  readonly memory: Memory;
  readonly view: MemoryView;
  readonly sizes: MemorySizes;
  readonly audit: MemoryAudit;
  /** What turns are shown. */
  readonly turns: TurnRecall;
  /** What turns are learned from. */
  readonly lessons: LessonBook;
  /** What is known under another name. */
  readonly knownFacts: KnownFacts;
  /** Gives vectors to what was stored without. */
  readonly vectors: EntityEmbedder;
  /** Puts vectors into their index, where there are many. */
  readonly settler: VectorSettler;
  readonly exporter: MemoryExport;
  /** An import that has not taken anything in yet. */
  readonly beginImport: (caller: Caller, how: ImportManner) => MemoryImport;
  readonly keeping: MemoryKeeping;
  readonly report: MemoryReport;
}

/** Puts the parts of the library together. */
export function openMemory(database: Database, embedder: TextEmbedder): OpenMemory {
  const recall = new Recall(database, embedder);
  const entityEmbedder = new EntityEmbedder(database, embedder);
  const knownFacts = new KnownFacts(recall, embedder);
  return {
    memory: new Memory(database, recall, entityEmbedder),
    view: new MemoryView(database),
    sizes: new MemorySizes(database, systemClock),
    audit: new MemoryAudit(database),
    keeping: new MemoryKeeping(database),
    report: new MemoryReport(database, embedder),
    turns: new TurnRecall(database, recall),
    lessons: new LessonBook(database, knownFacts, entityEmbedder),
    knownFacts,
    vectors: entityEmbedder,
    settler: new VectorSettler(database),
    exporter: new MemoryExport(database, embedder),
    beginImport: (caller, how) => {
      const { fingerprint, dimensions } = embedder;
      const model = { fingerprint, dimensions };
      return new MemoryImport(database, caller, { ...how, model });
    },
  };
}
