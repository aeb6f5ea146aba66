import { isOfTwo, ofOneRule, ProtocolError } from '#protocol';
import type { Tx } from '#platform';
import type { ImportTerms } from './import-entities.js';
import { ImportTally } from './import-tally.js';
import { planRelation } from './plan-relation.js';
import {
  compareRelations,
  storeRelations,
  type MetRelation,
  type PlacedRelation,
  type PlacedRelationImport,
} from './relation-import.repository.js';

/**
 * Takes a batch of relations in, within one transaction; none is in it twice. One whose end is not
 * remembered is told as a problem and left out: it may have been written while the export was.
 * @throws {ProtocolError} MEMORY_CONFLICT: nothing of the batch is stored
 */
export async function importRelations(
  tx: Tx,
  batch: readonly PlacedRelation[],
  { strategy, isDryRun }: ImportTerms,
): Promise<ImportTally> {
  const tally = new ImportTally();
  const wanted: PlacedRelationImport[] = [];
  for (const met of await compareRelations(tx, batch)) {
    const relation = batch[met.at];
    if (relation === undefined) continue;
    if (isOfOne(relation, tally)) continue;
    // A dry run has not stored the entities that came before.
    if (!isDryRun && isEndMissing(met, relation, tally)) continue;
    const verdict = planRelation(relation.record, met.known, strategy);
    if (verdict.kind === 'conflict') throw conflict(relation);
    if (verdict.kind === 'keep') tally.count('relations_skipped');
    else {
      tally.count(verdict.kind === 'new' ? 'relations_imported' : 'relations_updated');
      wanted.push({ place: relation.place, met, relation: verdict.relation });
    }
  }
  if (!isDryRun) await storeRelations(tx, wanted);
  return tally;
}

/** Servers from before this rule kept such relations: their exports are not to stop at one. */
function isOfOne({ line, record }: PlacedRelation, tally: ImportTally): boolean {
  if (isOfTwo(record)) return false;
  tally.count('relations_skipped');
  tally.problems.push({ line, field: 'to_entity', message: ofOneRule });
  return true;
}

function isEndMissing(
  { from_id, to_id }: MetRelation,
  { line, record }: PlacedRelation,
  tally: ImportTally,
): boolean {
  const field = from_id === null ? 'from_entity' : 'to_entity';
  if (from_id !== null && to_id !== null) return false;
  tally.count('relations_skipped');
  tally.problems.push({ line, field, message: `'${record[field]}' is not remembered there` });
  return true;
}

function conflict({ line, record: { from_entity, to_entity, relation_type } }: PlacedRelation) {
  return new ProtocolError(
    'MEMORY_CONFLICT',
    `Line ${String(line)}: '${from_entity}' ${relation_type} '${to_entity}' is remembered already, and differently`,
    { line, from_entity, to_entity, relation_type },
  );
}
