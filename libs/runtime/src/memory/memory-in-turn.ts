import type { JsonObject } from '#protocol';
import type { Turn, TurnOutcome } from '#messaging';
import type { Taint } from '../taint.js';
import { memoriesUsed } from './memories-used.js';
import type { MemoryUse } from './memory-use.js';
import type { ShownMemory, TurnMemories, TurnNotebook } from './turn-memories.js';

/** What one attempt does with the memory of its agent; nothing when the agent has none. */
export class MemoryInTurn {
  /** For the tools. Absent: the agent has no memory. */
  readonly notebook: TurnNotebook | undefined;

  constructor(
    private readonly turn: Turn,
    private readonly use: MemoryUse | undefined,
    private readonly memories: TurnMemories,
    private readonly taint: Pick<Taint, 'isTainted'>,
  ) {
    this.notebook = use === undefined ? undefined : memories.open(turn, use);
  }

  /** What bears on the message. */
  async recall(signal: AbortSignal): Promise<readonly ShownMemory[]> {
    const { use, turn, memories } = this;
    return use?.isShown === true ? memories.recall(turn, use, signal) : [];
  }

  /** The same for what code answers, which was shown only what it looked for; nothing for silence. */
  leave(given: JsonObject | undefined): {
    readonly content: JsonObject | undefined;
    readonly alongside: TurnOutcome['alongside'];
  } {
    if (this.use === undefined) return { content: given, alongside: undefined };
    const { content, alongside } = this.sign(given ?? {}, []);
    return { content: given === undefined ? undefined : content, alongside };
  }

  /** Names in the answer what it used, and says what the commit is to write. */
  sign(
    given: JsonObject,
    shown: readonly ShownMemory[],
  ): { readonly content: JsonObject; readonly alongside: TurnOutcome['alongside'] } {
    const { use, turn, memories, notebook } = this;
    const noted = notebook?.noted ?? { notes: [], seen: [] };
    const used = memoriesUsed(given, [...shown, ...noted.seen]);
    const content = { ...given, memory_used: [...used.names] };
    if (use === undefined) return { content, alongside: undefined };
    const left = {
      noted,
      isTainted: this.taint.isTainted,
      used: { entities: used.ids, relations: used.relations },
      answer: content,
    };
    return { content, alongside: memories.leave(turn, use, left) };
  }
}
