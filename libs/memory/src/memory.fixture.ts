import type { createEmbeddedDatabase } from '../../../test/support/embedded-database.js';
import { createMigratedDatabase } from '../../../test/support/migrated-database.js';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { localDeveloper, type Caller, type Database } from '#platform';
import { memoryEntities } from './index.js';
import { openMemory, type OpenMemory } from './open-memory.js';
import type { RecallQuery } from './recall/recall-query.js';
import type { NewMemory } from './write/new-memory.js';

/** A memory over a database of its own, with an embedder that knows a few words. */
export interface TestMemory extends OpenMemory {
  readonly url: string;
  readonly database: Database;
  readonly embedder: TopicEmbedder;
  end(): Promise<void>;
}

export const client: Caller = localDeveloper;

/** Meanings that the test embedder tells apart; a text points to where its topics point. */
const topics = ['sales', 'season', 'weather', 'customer', 'price'];

/** Texts about the same topics are near, whatever else they say. */
class TopicEmbedder implements TextEmbedder {
  readonly fingerprint = 'topics:1:384';
  readonly dimensions = 384;
  isAvailable = true;
  /** The texts of each call. */
  readonly asked: (readonly string[])[] = [];

  embed(texts: readonly string[]): Promise<Float32Array[]> {
    this.asked.push(texts);
    if (!this.isAvailable) return Promise.reject(new EmbedderUnavailable('the test says so'));
    return Promise.resolve(texts.map((text) => this.vectorOf(text)));
  }

  private vectorOf(text: string): Float32Array {
    const vector = new Float32Array(this.dimensions);
    topics.forEach((topic, index) => {
      if (text.toLowerCase().includes(topic)) vector[index] = 1;
    });
    vector[topics.length] = 0.05;
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }
}

export async function openTestMemory(
  openDatabase: typeof createEmbeddedDatabase = createMigratedDatabase,
): Promise<TestMemory> {
  const opened = await openDatabase(memoryEntities);
  const embedder = new TopicEmbedder();
  return {
    url: opened.url,
    database: opened.database,
    ...openMemory(opened.database, embedder),
    embedder,
    end: () => opened.close(),
  };
}

/** Something to remember. */
export function aMemory(name: string, ...facts: string[]): NewMemory {
  return { name, type: 'insight', observations: facts.map((content) => ({ content })) };
}

/** What is looked for in the shared memory of the workspace. */
export function aQuery(text: string, change: Partial<RecallQuery> = {}): RecallQuery {
  return {
    text,
    places: ['workspace'],
    mode: 'semantic',
    minSimilarity: 0.3,
    limit: 10,
    ...change,
  };
}
