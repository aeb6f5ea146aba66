import { ProtocolError, type RelationRecord } from '#protocol';
import { refusedData, sqlState, type Caller, type Database, type Tx } from '#platform';
import { importEntities, type ImportTerms, type PlacedEntity } from './import-entities.js';
import { importRelations } from './import-relations.js';
import type { PlacedRecord } from './import-rows.js';
import { ImportTally } from './import-tally.js';
import { keyOf } from './import.repository.js';

/** The row is there already. */
const uniqueViolation = '23505';

/** So much is stored at once: a transaction of a few tenths of a second. */
const portion = { records: 250, characters: 2_000_000 };

/** Batches that are stored at the same time, while the next one is read. */
const width = 2;

/** How often a batch is tried again when others take the same new names at the same time. */
const tries = 5;

/**
 * Takes a memory in, record by record, and stores it in batches, each of them durable by itself. Names
 * decide what is the same, and what is known already is not stored again: an import that was
 * interrupted is resumed by sending it again.
 */
export class MemoryImport {
  readonly tally = new ImportTally();
  private readonly underway = new Underway();
  private readonly entities = new Batch<PlacedEntity>();
  private readonly relations = new Batch<PlacedRecord<RelationRecord>>();

  constructor(
    private readonly database: Database,
    private readonly caller: Caller,
    private readonly terms: ImportTerms,
  ) {}

  /** `characters` is what the record weighs. @throws as `finish` */
  async addEntity(entity: PlacedEntity, characters: number): Promise<void> {
    const key = keyOf(entity.place, entity.record.entity_name);
    if (!this.entities.hasRoomFor(key, characters)) await this.storeEntities();
    // Two records of one name are taken one after the other.
    if (this.underway.holds(key)) await this.underway.end();
    this.entities.add(key, entity, characters);
  }

  /** Its ends are stored before it. @throws as `finish` */
  async addRelation(relation: PlacedRecord<RelationRecord>, characters: number): Promise<void> {
    const { from_entity, to_entity, relation_type } = relation.record;
    const key = [relation.place, from_entity, to_entity, relation_type].join('\n');
    if (!this.relations.hasRoomFor(key, characters)) await this.storeRelations();
    this.relations.add(key, relation, characters);
  }

  /**
   * Everything is durable when it resolves.
   * @throws {ProtocolError} MEMORY_CONFLICT, MEMORY_TYPE_CONFLICT, INVALID_REQUEST; what was stored
   * before stays, and `tally` counts it
   */
  async finish(): Promise<void> {
    await this.storeRelations();
  }

  /** Waits for what is being stored, and takes no more; `tally` then counts all that is. */
  async abandon(): Promise<void> {
    await this.underway.end().catch(() => undefined);
  }

  private async storeEntities(): Promise<void> {
    const { keys, items } = this.entities.take();
    await this.underway.begin(keys, () =>
      this.store(items, (tx) => importEntities(tx, items, this.terms)),
    );
  }

  /** After all entities that came before. */
  private async storeRelations(): Promise<void> {
    await this.storeEntities();
    await this.underway.end();
    const { items } = this.relations.take();
    await this.store(items, (tx) => importRelations(tx, items, this.terms));
  }

  private async store(
    batch: readonly { readonly line: number }[],
    work: (tx: Tx) => Promise<ImportTally>,
  ): Promise<void> {
    if (batch.length === 0) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.tally.add(await this.database.transaction(this.caller, work));
        return;
      } catch (error) {
        // The winner's row is there now; the next try adds to it.
        if (attempt < tries && sqlState(error) === uniqueViolation) continue;
        throw refusedData(error) !== undefined ? refused(batch, error) : error;
      }
    }
  }
}

/** A check let something through that Postgres does not take. */
function refused(batch: readonly { readonly line: number }[], cause: unknown): ProtocolError {
  const [first = 0, last = 0] = [batch[0]?.line, batch.at(-1)?.line];
  const where = `Lines ${String(first)} to ${String(last)}`;
  const said = `${where}: the database refused one of these records`;
  return new ProtocolError('INVALID_REQUEST', said, { lines: [first, last] }, { cause });
}

/** Batches that are being stored. */
class Underway {
  private readonly batches = new Map<Promise<void>, ReadonlySet<string>>();
  private failure: { readonly error: unknown } | undefined;

  holds(key: string): boolean {
    return [...this.batches.values()].some((keys) => keys.has(key));
  }

  /** Begins when there is room for another one. @throws what the storing of any threw */
  async begin(keys: ReadonlySet<string>, store: () => Promise<void>): Promise<void> {
    while (this.batches.size >= width) await Promise.race(this.batches.keys());
    this.complain();
    const storing = store()
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => this.batches.delete(storing));
    this.batches.set(storing, keys);
  }

  /** Resolves when nothing is underway. @throws what the storing of any threw */
  async end(): Promise<void> {
    await Promise.all(this.batches.keys());
    this.complain();
  }

  private complain(): void {
    if (this.failure !== undefined) throw this.failure.error;
  }
}

/** Records that are stored together, none of them twice. */
class Batch<T> {
  private readonly items = new Map<string, T>();
  private characters = 0;

  hasRoomFor(key: string, characters: number): boolean {
    if (this.items.size === 0) return true;
    const isFull = this.items.size >= portion.records;
    return !isFull && !this.items.has(key) && this.characters + characters <= portion.characters;
  }

  add(key: string, item: T, characters: number): void {
    this.items.set(key, item);
    this.characters += characters;
  }

  take(): { readonly keys: ReadonlySet<string>; readonly items: readonly T[] } {
    const taken = { keys: new Set(this.items.keys()), items: [...this.items.values()] };
    this.items.clear();
    this.characters = 0;
    return taken;
  }
}
