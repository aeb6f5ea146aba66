import type { Caller } from '#platform';
import { cosineSimilarity, EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import type { Place } from '../place.js';
import type { Recall } from '../recall/recall.js';
import type { NewMemory } from '../write/new-memory.js';
import { isNearDuplicate } from './near-duplicate.js';

/** Entities nearer than this may hold the same fact under another name. */
const nearEnough = 0.7;
const mostNear = 3;

/**
 * Finds facts that are known under another name already. Only facts without a predicate: with one they
 * answer a question about their own subject, and "Acme ships to Norway" is not "Globex ships to Norway";
 * `ascribe` looks after those.
 */
export class KnownFacts {
  constructor(
    private readonly recall: Recall,
    private readonly embedder: TextEmbedder,
  ) {}

  /** The memories without the facts that are known elsewhere. */
  async leaveOut(
    caller: Caller,
    place: Place,
    memories: readonly NewMemory[],
    signal?: AbortSignal,
  ): Promise<NewMemory[]> {
    const left: NewMemory[] = [];
    for (const memory of memories) {
      const known = await Promise.all(
        memory.observations.map(({ content, predicate }) =>
          predicate === undefined
            ? this.isKnown(caller, { place, name: memory.name, content }, signal)
            : Promise.resolve(false),
        ),
      );
      const observations = memory.observations.filter((_fact, index) => known[index] !== true);
      if (observations.length > 0) left.push({ ...memory, observations });
    }
    return left;
  }

  private async isKnown(
    caller: Caller,
    { place, name, content }: { place: Place; name: string; content: string },
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    const { entities } = await this.recall.find(
      caller,
      {
        text: content,
        places: [place],
        mode: 'semantic',
        minSimilarity: nearEnough,
        limit: mostNear,
      },
      signal,
    );
    const lines = entities
      .filter((entity) => entity.name !== name)
      .flatMap((entity) => entity.content.split('\n'));
    const cosines = await this.compare(content, lines, signal);
    return lines.some((line, index) => isNearDuplicate(line, content, cosines[index]));
  }

  /** Nothing when the model is not available: letters then have to do. */
  private async compare(
    content: string,
    lines: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<number[]> {
    if (lines.length === 0) return [];
    try {
      const [own, ...others] = await this.embedder.embed([content, ...lines], signal);
      return own === undefined ? [] : others.map((other) => cosineSimilarity(own, other));
    } catch (error) {
      if (error instanceof EmbedderUnavailable) return [];
      throw error;
    }
  }
}
