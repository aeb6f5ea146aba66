import { ProtocolError, type EntityRecord, type MergeStrategy } from '#protocol';
import type { Tx } from '#platform';
import { admitMemories } from '../write/admit-memories.js';
import type { NewMemory } from '../write/new-memory.js';
import { BatchNaming } from './batch-naming.js';
import { factsOf } from './entity-facts.js';
import {
  fittingVectors,
  type PlacedImport,
  type PlacedRecord,
  type ServerModel,
} from './import-rows.js';
import { findTakenIds, keyOf, lockKnownRecords, storeImports } from './import.repository.js';
import { ImportTally } from './import-tally.js';
import { planImport, type ImportPlan, type KnownRecord } from './plan-import.js';

export type PlacedEntity = PlacedRecord<EntityRecord>;

/** How an import is done. */
export interface ImportTerms {
  readonly strategy: MergeStrategy;
  /** Decide everything and store nothing. */
  readonly isDryRun: boolean;
  readonly model: ServerModel;
}

/**
 * Takes a batch of entities in, within one transaction; no name is in it twice.
 * @throws {ProtocolError} MEMORY_CONFLICT, MEMORY_TYPE_CONFLICT, MEMORY_FULL: nothing of the batch is stored
 */
export async function importEntities(
  tx: Tx,
  batch: readonly PlacedEntity[],
  terms: ImportTerms,
): Promise<ImportTally> {
  const tally = new ImportTally();
  const places = [...new Set(batch.map(({ place }) => place))].sort();
  for (const place of places) {
    const own = batch.filter((entity) => entity.place === place);
    await importInto(tx, await admit(tx, own, tally), terms, tally);
  }
  return tally;
}

/**
 * What may be remembered at all: nothing that was erased, which is told as a problem and left out.
 * @throws {ProtocolError} MEMORY_FULL: nothing of the batch is stored
 */
async function admit(
  tx: Tx,
  batch: readonly PlacedEntity[],
  tally: ImportTally,
): Promise<PlacedEntity[]> {
  const asked = batch.map(({ record }) => toMemory(record));
  const { memories, keptOut } = await admitMemories(tx, batch[0]?.place ?? '', asked);
  const admitted = new Set(memories.map(({ name }) => name));
  for (const { line, record } of batch) {
    const reason = keptOut.find(({ name }) => name === record.entity_name);
    if (reason?.kind === 'full') throw full(line, record, reason.most);
    if (reason === undefined) continue;
    tally.count('entities_skipped');
    const message = `'${record.entity_name}' names something that was erased`;
    tally.problems.push({ line, field: 'entity_name', message });
  }
  return batch.filter(({ record }) => admitted.has(record.entity_name));
}

async function importInto(
  tx: Tx,
  batch: readonly PlacedEntity[],
  { strategy, isDryRun, model }: ImportTerms,
  tally: ImportTally,
): Promise<void> {
  if (batch.length === 0) return;
  const known = await lockKnownRecords(tx, batch);
  const naming = new BatchNaming(await findTaken(tx, batch, [...known.values()]));
  const imports: PlacedImport[] = [];
  for (const { line, place, record } of batch) {
    const key = keyOf(place, record.entity_name);
    const plan = planImport(record, known.get(key), strategy, naming.within(key));
    if (plan.kind === 'conflict') throw conflict(line, record, plan.knownType);
    note(plan, tally);
    if (plan.kind === 'keep') continue;
    const vectors = fittingVectors(record, plan.write, model);
    if (plan.write.isContentNew) {
      tally.count(vectors === undefined ? 'embeddings_queued' : 'embeddings_used');
    }
    imports.push({ place, write: plan.write, vectors });
  }
  if (!isDryRun) await storeImports(tx, imports, model);
}

function toMemory(record: EntityRecord): NewMemory {
  const observations = factsOf(record).map(({ content }) => ({ content }));
  const { entity_name: name, entity_type: type, metadata } = record;
  return { name, type, observations, metadata };
}

function findTaken(
  tx: Tx,
  batch: readonly PlacedEntity[],
  known: readonly KnownRecord[],
): Promise<Set<string>> {
  const entities = batch.flatMap(({ record }) => record.entity_id ?? []);
  const facts = batch.flatMap(({ record }) =>
    factsOf(record).flatMap(({ observation_id: id }) => id ?? []),
  );
  return findTakenIds(
    tx,
    entities,
    facts,
    known.map(({ entity_id: id }) => id),
  );
}

function note(plan: Exclude<ImportPlan, { kind: 'conflict' }>, tally: ImportTally): void {
  if (plan.kind === 'keep') {
    tally.count('entities_skipped');
    if (plan.isDifferent) tally.count('conflicts_resolved');
  } else if (plan.write.kind === 'new') {
    tally.count('entities_imported');
  } else {
    tally.count('entities_updated');
    tally.count('conflicts_resolved');
  }
}

function full(line: number, { entity_name }: EntityRecord, most: number): ProtocolError {
  return new ProtocolError(
    'MEMORY_FULL',
    `Line ${String(line)}: the workspace may remember ${String(most)} entities at most`,
    { line, entity_name, max_entities: most },
  );
}

function conflict(line: number, { entity_name, entity_type }: EntityRecord, knownType: string) {
  if (knownType === entity_type) {
    return new ProtocolError(
      'MEMORY_CONFLICT',
      `Line ${String(line)}: '${entity_name}' is remembered already, and differently`,
      { line, entity_name },
    );
  }
  return new ProtocolError(
    'MEMORY_TYPE_CONFLICT',
    `Line ${String(line)}: '${entity_name}' is already remembered as something of the type '${knownType}'`,
    { line, entity_name, entity_type: knownType },
  );
}
