import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '#tools';
import { decideStep } from '../journal/decide-step.js';
import { isWorthKeeping, keepCall, recallCall } from '../journal/kept-call.js';
import type { PlacedStep } from '../journal/step-line.js';
import type { MemoryUse } from '../memory/memory-use.js';
import { withNoted } from '../memory/noted.js';
import type { TurnNotebook } from '../memory/turn-memories.js';
import { MemoryNotReached, MemoryRefused } from '../runtime.errors.js';
import type { TurnKit } from '../turn-kit.js';
import type {
  CodeMemory,
  FactToRemember,
  FoundMemory,
  NotedFacts,
  RecallOptions,
  RelateOptions,
  RememberOptions,
} from './code-memory.js';
import { check, recallArguments, relateArguments, rememberArguments } from './memory-arguments.js';
import { placeStep } from './place-step.js';

/** What the memory of a code agent's turn works with. */
export interface NotedMemoryKit extends Pick<TurnKit, 'steps' | 'signal' | 'taint'> {
  /** Absent: the agent has no memory. */
  readonly use: MemoryUse | undefined;
  readonly notebook: TurnNotebook | undefined;
}

/** Memories that are found when an agent is shown none by itself and its handler says no number. */
const usualLimit = 10;

/**
 * The memory in the hands of a handler: `turn.memory`. One call after the other, each a step of the journal
 * with what it noted and found, so that another attempt gets the same. What failed is no step: it is tried
 * again.
 */
export class NotedMemory implements CodeMemory {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly kit: NotedMemoryKit) {}

  async recall(query: string, options: RecallOptions = {}): Promise<readonly FoundMemory[]> {
    const { use, notebook } = this.open();
    const given = check(recallArguments, { ...options, query });
    const { limit = use.most || usualLimit, min_similarity: least = use.minSimilarity } = given;
    const told = await this.inTurn('memory_search', { query, limit, min_similarity: least }, () => {
      const search = { text: query, limit, minSimilarity: least, hybrid: use.hybrid };
      return notebook.search(search, this.kit.signal);
    });
    return told['matches'] as unknown as readonly FoundMemory[];
  }

  async remember(
    entity: string,
    facts: FactToRemember | readonly FactToRemember[],
    options: RememberOptions = {},
  ): Promise<NotedFacts> {
    const { notebook } = this.open();
    const given = check(rememberArguments, { ...options, entity, facts });
    const told = await this.inTurn('memory_remember', given, () =>
      notebook.remember(given, this.kit.signal),
    );
    return told as unknown as NotedFacts;
  }

  async relate(from: string, to: string, type: string, options: RelateOptions = {}): Promise<void> {
    const { notebook } = this.open();
    const given = check(relateArguments, { ...options, from, to, type });
    await this.inTurn('memory_relate', given, () => notebook.relate(given));
  }

  private open(): { readonly use: MemoryUse; readonly notebook: TurnNotebook } {
    const { use, notebook } = this.kit;
    if (use !== undefined && notebook !== undefined) return { use, notebook };
    throw new MemoryRefused(
      'MEMORY_DISABLED',
      'this agent has no memory; give it `memory: { enabled: true }` where it is defined',
    );
  }

  private inTurn(
    name: string,
    request: object,
    work: () => Promise<JsonObject>,
  ): Promise<JsonObject> {
    const call = this.last.then(() => this.make(name, request, work));
    this.last = call.catch(() => undefined);
    return call;
  }

  private async make(
    name: string,
    request: object,
    work: () => Promise<JsonObject>,
  ): Promise<JsonObject> {
    const { steps, signal, notebook } = this.kit;
    const step = await placeStep(steps, { kind: 'tool', name, request });
    signal.throwIfAborted();
    if (decideStep(step.known, 'read_only') === 'replay') return this.replay(step);
    const startedAt = performance.now();
    const before = notebook?.noted;
    const value = await reached(work, signal);
    this.kit.taint.readMemories(notebook?.noted.seen);
    const kept = keepCall(withNoted({ ok: true, value }, before, notebook?.noted), value, false);
    if (isWorthKeeping(kept)) {
      const response = kept as unknown as JsonValue;
      steps.note(step, { response, durationMs: performance.now() - startedAt });
      steps.flushBeside();
    }
    return value;
  }

  private replay({ known }: PlacedStep): JsonObject {
    const { shown, noted } = recallCall(known?.response);
    if (noted !== undefined) this.kit.notebook?.noteAgain(noted);
    this.kit.taint.readMemories(noted?.seen);
    return shown as JsonObject;
  }
}

/** Whose fault it is when memory cannot do what is asked: the call's, or the server's. */
async function reached<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ToolFault) throw new MemoryRefused('MEMORY_REFUSED', error.message);
    throw new MemoryNotReached(error);
  }
}
