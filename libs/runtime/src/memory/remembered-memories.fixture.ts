import type { JsonObject } from '#protocol';
import type { Turn } from '#messaging';
import type { MemoryUse } from './memory-use.js';
import type {
  LeftBehind,
  Noted,
  ShownMemory,
  TurnMemories,
  TurnNotebook,
} from './turn-memories.js';

/** An agent's memory in the spec: shared, everything on. */
export function aMemoryUse(change: Partial<MemoryUse> = {}): MemoryUse {
  return {
    ...{ scope: 'workspace', learns: true, isShown: true, most: 10, minSimilarity: 0.4 },
    ...{ hybrid: true, contextTokens: undefined, excluded: [], maxEntries: undefined },
    ...change,
  };
}

/** Something remembered. */
export function aShown(entity: string, content = `About ${entity}`): ShownMemory {
  return { id: `ent-${entity}`, entity, type: 'insight', content, similarity: 0.6 };
}

/** A memory that holds what it is given, and keeps what turns left in it. */
export class RememberedMemories implements TurnMemories {
  /** What the commits of turns would write. */
  readonly left: LeftBehind[] = [];
  recalls = 0;
  /** How often a notebook was searched. */
  searches = 0;
  /** What the next search fails with. */
  fault: Error | undefined;

  /** Whether what searches find is what a tainted turn learned. */
  isTainted = false;

  constructor(public shown: readonly ShownMemory[] = []) {}

  recall(): Promise<readonly ShownMemory[]> {
    this.recalls += 1;
    return Promise.resolve(this.shown);
  }

  open(): TurnNotebook {
    return new PlainNotebook(() => this.search());
  }

  private search(): Promise<boolean> {
    this.searches += 1;
    return this.fault === undefined ? Promise.resolve(this.isTainted) : Promise.reject(this.fault);
  }

  leave(_turn: Turn, _use: MemoryUse, left: LeftBehind): () => Promise<void> {
    return () => {
      this.left.push(left);
      return Promise.resolve();
    };
  }
}

class PlainNotebook implements TurnNotebook {
  noted: Noted = { notes: [], seen: [] };

  constructor(private readonly searched: () => Promise<boolean>) {}

  remember(about: Parameters<TurnNotebook['remember']>[0]): Promise<JsonObject> {
    return this.note({ remember: about.entity });
  }

  relate({ from, to }: Parameters<TurnNotebook['relate']>[0]): Promise<JsonObject> {
    return this.note({ relate: `${from} ${to}` });
  }

  async search(): Promise<JsonObject> {
    const found = { id: 'ent-found', entity: 'found' };
    const isTainted = await this.searched();
    this.noteAgain({ notes: [], seen: [isTainted ? { ...found, tainted: true } : found] });
    return { matches: [{ entity: 'found' }] };
  }

  noteAgain({ notes, seen }: Noted): void {
    this.noted = { notes: [...this.noted.notes, ...notes], seen: [...this.noted.seen, ...seen] };
  }

  private note(what: JsonObject): Promise<JsonObject> {
    this.noteAgain({ notes: [what], seen: [] });
    return Promise.resolve({ status: 'noted' });
  }
}
