import { isTainted, type JsonObject, type JsonValue } from '#protocol';
import type { Turn } from '#messaging';
import type { Joined } from './suspend/joined.js';

/** What memory says of what it gives. */
interface Remembered {
  readonly entity: string;
  readonly tainted?: boolean;
}

/**
 * Whether a turn has read what was written outside: by a tool, in the message it is about, in what it was
 * answered, or in what was learned from that. It never ends within the turn, and goes on with whatever the turn
 * says. What was said earlier in the conversation does not count: a client's new message is the client's own word.
 */
export class Taint {
  private outside: boolean;
  private readonly memories = new Set<string>();

  constructor({ metadata }: Pick<Turn['message'], 'metadata'>) {
    this.outside = isTainted(metadata);
  }

  get isTainted(): boolean {
    return this.outside || this.memories.size > 0;
  }

  /** Names of the memories that tainted it: what people look at. None where something else did as well. */
  get recalled(): readonly string[] {
    return this.outside ? [] : [...this.memories];
  }

  read(isOutside: boolean): void {
    this.outside ||= isOutside;
  }

  /** What others answered, now or in an earlier attempt. Nothing: they were not asked. */
  readAnswers(value: JsonValue | undefined): void {
    const { answers = [], failures = [] } = (value ?? {}) as unknown as Partial<Joined>;
    this.read([...answers, ...failures].some(({ tainted }) => tainted === true));
  }

  /** What was remembered, and may have been the word of others when it was. */
  readMemories(memories: readonly Remembered[] = []): void {
    for (const { entity, tainted } of memories) if (tainted === true) this.memories.add(entity);
  }

  /** For what the turn says from now on. */
  mark(metadata: JsonObject): JsonObject {
    return this.isTainted ? { ...metadata, tainted: true } : metadata;
  }
}
