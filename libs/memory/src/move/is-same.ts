import { isDeepStrictEqual } from 'node:util';
import type { EntityRecord, FactRecord } from '#protocol';
import { factsOf, isSameInstant, stateOf } from './entity-facts.js';

/**
 * Whether what a record says is what is known already, so that sending an export again does nothing. What
 * the record leaves open is not compared, nor is what only this server can know: ids, and how often an
 * entity was recalled.
 */
export function isSame(incoming: EntityRecord, known: EntityRecord): boolean {
  return (
    incoming.entity_type === known.entity_type &&
    (incoming.state ?? 'current') === known.state &&
    isWeighedAlike(incoming, known) &&
    isSameInstant(incoming.valid_from, known.valid_from) &&
    isSameInstant(incoming.valid_to, known.valid_to) &&
    isDeepStrictEqual(outlineOf(incoming), outlineOf(known))
  );
}

function isWeighedAlike(incoming: EntityRecord, known: EntityRecord): boolean {
  return (
    isGivenAs(incoming.version, known.version) &&
    isGivenAs(incoming.pinned, known.pinned) &&
    isGivenAs(incoming.metadata, known.metadata) &&
    isSameShare(incoming.confidence, known.confidence) &&
    isSameShare(incoming.strength, known.strength)
  );
}

function isGivenAs<T>(given: T | undefined, known: T): boolean {
  return given === undefined || isDeepStrictEqual(given, known);
}

/** Whether a share that was given is the one that is known: Postgres keeps single floats. */
export function isSameShare(given: number | undefined, known: number | undefined): boolean {
  return given === undefined || Math.fround(given) === Math.fround(known ?? 1);
}

/** The facts without their ids and their order, which ids decide. */
function outlineOf(record: EntityRecord): string[] {
  return factsOf(record).map(outlineOfFact).sort();
}

function outlineOfFact(fact: FactRecord): string {
  const { content, predicate = null, confidence = 1 } = fact;
  return JSON.stringify([content, predicate, stateOf(fact), Math.fround(confidence)]);
}
