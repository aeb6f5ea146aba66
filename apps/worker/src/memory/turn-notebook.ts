import { keptShare, ofOneRule, type JsonObject } from '#protocol';
import type { Caller } from '#platform';
import { composeMemories, entityNameOf, type Note, type OpenMemory, type Place } from '#memory';
import type { MemoryUse, Noted, TurnNotebook } from '#runtime';
import { storableText, ToolFault } from '#tools';

type RememberedThing = Parameters<TurnNotebook['remember']>[0];
type Relation = Parameters<TurnNotebook['relate']>[0];
type Search = Parameters<TurnNotebook['search']>[0];

/** Whose memory it is, and where it may write and look. */
export interface NotebookKit {
  readonly memory: Pick<OpenMemory, 'memory' | 'view' | 'knownFacts'>;
  readonly caller: Caller;
  readonly use: MemoryUse;
  /** Where it writes. */
  readonly place: Place;
  /** Where it may look, the nearest first. */
  readonly inSight: readonly Place[];
}

/** Of a relation that an agent is the first to tell of; what is known of one is not its to change. */
const firstConfidence = 0.9;

/**
 * The memory in the hands of one turn's tools. It searches at once and writes nothing: what is to be
 * remembered is noted, and written with the commit.
 */
export class MemoryNotebook implements TurnNotebook {
  private readonly notes: JsonObject[] = [];
  private readonly seen = new Map<string, Noted['seen'][number]>();

  constructor(private readonly kit: NotebookKit) {}

  get noted(): Noted {
    return { notes: [...this.notes], seen: [...this.seen.values()] };
  }

  noteAgain({ notes, seen }: Noted): void {
    this.notes.push(...notes);
    for (const each of seen) this.seen.set(each.id, each);
  }

  async remember(thing: RememberedThing, signal: AbortSignal): Promise<JsonObject> {
    const { caller, place, use, memory } = this.kit;
    const entity = storableText(thing.entity);
    const facts = thing.facts.map(({ content, predicate, confidence = 0.9 }) => ({
      ...{ subject: entity, type: thing.type, content: storableText(content) },
      ...{ predicate, confidence: keptShare(confidence) },
    }));
    const { memories, refused } = composeMemories(facts, { excluded: use.excluded }, undefined);
    const name = await this.nameOf(entity);
    await this.makeRoom(name);
    const fresh = await memory.knownFacts.leaveOut(caller, place, memories, signal);
    for (const each of fresh) this.note({ kind: 'remember', memory: { ...each, name } });
    return {
      status: fresh.length === 0 ? 'nothing new' : 'remembered when this turn ends',
      entity: name,
      facts: fresh.length,
      refused: refused.map(({ content, reason }) => ({ content, reason })),
    };
  }

  async search(
    { text, limit, minSimilarity, hybrid = true }: Search,
    signal: AbortSignal,
  ): Promise<JsonObject> {
    const { memory, caller, inSight: places } = this.kit;
    const how = hybrid ? 'hybrid' : 'semantic';
    const query = { text: storableText(text), places, mode: how, minSimilarity, limit } as const;
    const { entities, mode } = await memory.memory.recall(caller, query, signal);
    for (const { id, name: entity, isTainted } of entities) {
      this.seen.set(id, { id, entity, ...taintOf(isTainted) });
    }
    return {
      mode,
      matches: entities.map(({ name, type, content, similarity, updatedAt, ...entity }) => ({
        ...{ entity: name, type, content, updated: updatedAt.toISOString() },
        ...taintOf(entity.isTainted),
        ...(similarity === undefined ? {} : { similarity: Math.round(similarity * 1_000) / 1_000 }),
        ...(entity.sourceMessageId === undefined ? {} : { source: entity.sourceMessageId }),
      })),
    };
  }

  async relate({ from, to, type, strength, bidirectional }: Relation): Promise<JsonObject> {
    const ends = [await this.endOf(from), await this.endOf(to)] as const;
    // Two spellings may be of one thing.
    if (ends[0] === ends[1]) throw new ToolFault('TOOL_FAILED', `to ${ofOneRule}`);
    const relation = {
      ...{ from: ends[0], to: ends[1], type },
      ...(strength === undefined ? {} : { strength: keptShare(strength) }),
      ...(bidirectional === undefined ? {} : { bidirectional }),
    };
    this.note({ kind: 'relate', relation: { ...relation, firstConfidence, metadata: {} } });
    return { status: 'related when this turn ends', ...relation };
  }

  /** As JSON would give it back: the journal keeps it. */
  private note(note: Note): void {
    this.notes.push(JSON.parse(JSON.stringify(note)) as JsonObject);
  }

  /** A thing that is remembered under this very name keeps it; others get a plain one. */
  private async nameOf(entity: string): Promise<string> {
    return (await this.isKnown(entity)) ? entity : entityNameOf(entity) || entity;
  }

  private async endOf(entity: string): Promise<string> {
    for (const name of [entity, entityNameOf(entity)]) {
      if (this.isNoted(name) || (await this.isKnown(name))) return name;
    }
    throw new ToolFault('TOOL_FAILED', `"${entity}" is not remembered here; remember it first`);
  }

  private isNoted(name: string): boolean {
    return (this.notes as unknown as readonly Note[]).some(
      (note) => note.kind === 'remember' && note.memory.name === name,
    );
  }

  private async isKnown(name: string): Promise<boolean> {
    const { memory, caller, place } = this.kit;
    return (await memory.view.entity(caller, [place], name)) !== undefined;
  }

  private async makeRoom(name: string): Promise<void> {
    const { memory, caller, place, use } = this.kit;
    if (use.maxEntries === undefined || this.isNoted(name) || (await this.isKnown(name))) return;
    const { entities } = await memory.view.overview(caller, [place], 0);
    if (entities < use.maxEntries) return;
    throw new ToolFault(
      'TOOL_FAILED',
      `the memory is full (memory.max_entries ${String(use.maxEntries)}); only what is known can grow`,
    );
  }
}

/** Said only of what is. */
function taintOf(isTainted: boolean): { readonly tainted?: true } {
  return isTainted ? { tainted: true } : {};
}
