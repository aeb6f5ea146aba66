import { ProtocolError, type CapabilityMatches, type CapabilitySearch } from '#protocol';
import type { Caller, Database } from '#platform';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import type { RegisteredCapability } from '../registry/snapshot.js';
import { round } from '../routing/candidate.js';
import { sayName } from './describe-capability.js';
import {
  findCapabilitiesToEmbed,
  findNearestCapabilities,
  keepEmbedding,
  type Unembedded,
} from './embedding.repository.js';

/** Vectors are kept so many at a time: a search that is broken off has not worked in vain. */
const batch = 16;

/**
 * Finds capabilities by what their descriptions mean. A vector is made the first time somebody
 * searches (10 ms each) and kept in Postgres until the description or the model is another one;
 * deployments never wait for the model, and servers where nobody searches never load it.
 */
export class MeaningSearch {
  private readonly embedding = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
  ) {}

  async search(
    caller: Caller,
    capabilities: readonly RegisteredCapability[],
    { query, limit, min_similarity }: CapabilitySearch,
  ): Promise<CapabilityMatches['matches']> {
    if (capabilities.length === 0) return [];
    const names = capabilities.map(({ name }) => name);
    const [vector] = await this.embed([query]);
    await this.complete(caller, names);
    const nearest = await this.database.read(caller, (tx) =>
      findNearestCapabilities(tx, names, {
        vector: vector ?? new Float32Array(),
        fingerprint: this.fingerprint,
        minSimilarity: min_similarity,
        limit,
      }),
    );
    const byName = new Map(capabilities.map((capability) => [capability.name, capability]));
    return nearest.map(({ name, similarity }) => ({
      capability: name,
      similarity: round(Math.min(1, Math.max(0, similarity))),
      description: byName.get(name)?.description ?? '',
      agents: byName.get(name)?.providers.map((agent) => agent.name) ?? [],
    }));
  }

  /** Of the model and of the words that a description is put into before it is embedded. */
  private get fingerprint(): string {
    return `${this.embedder.fingerprint}/name-and-description`;
  }

  /** Makes the vectors that are missing; searches at the same time share the work. */
  private complete(caller: Caller, names: readonly string[]): Promise<void> {
    const { workspace } = caller;
    const running = this.embedding.get(workspace);
    const done = (running ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => this.embedMissing(caller, names))
      .finally(() => {
        if (this.embedding.get(workspace) === done) this.embedding.delete(workspace);
      });
    this.embedding.set(workspace, done);
    return done;
  }

  private async embedMissing(caller: Caller, names: readonly string[]): Promise<void> {
    const missing = await this.database.read(caller, (tx) =>
      findCapabilitiesToEmbed(tx, names, this.fingerprint),
    );
    for (let at = 0; at < missing.length; at += batch) {
      await this.embedBatch(caller, missing.slice(at, at + batch));
    }
  }

  private async embedBatch(caller: Caller, missing: readonly Unembedded[]): Promise<void> {
    const vectors = await this.embed(
      missing.map(({ name, description }) => `${sayName(name)}: ${description}`),
    );
    await this.database.read(caller, async (tx) => {
      for (const [index, capability] of missing.entries()) {
        const vector = vectors[index];
        if (vector !== undefined) await keepEmbedding(tx, capability, vector, this.fingerprint);
      }
    });
  }

  private async embed(texts: readonly string[]): Promise<Float32Array[]> {
    try {
      return await this.embedder.embed(texts);
    } catch (error) {
      if (!(error instanceof EmbedderUnavailable)) throw error;
      throw new ProtocolError(
        'UNAVAILABLE',
        'Capabilities cannot be searched by meaning right now: the embedding model is not available',
        { retry_after: 5, suggestion: 'Use /api/v1/capabilities to list available capabilities' },
        { cause: error },
      );
    }
  }
}
