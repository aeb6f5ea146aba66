import { isDeepStrictEqual } from 'node:util';
import {
  isInOrder,
  type MergeStrategy,
  type RelationRecord,
  type RelationVersionRecord,
} from '#protocol';
import { instantOf, isSameInstant } from './entity-facts.js';
import { isSameShare } from './is-same.js';

/** What a relation is to be: its present version, and those before it in their order. */
export type RelationImport = Omit<RelationRecord, 'history'> & {
  readonly version: number;
  readonly history: readonly (RelationVersionRecord & { readonly version: number })[];
};

/** What becomes of a relation that comes in. */
export type RelationVerdict =
  | { readonly kind: 'new' | 'update'; readonly relation: RelationImport }
  | { readonly kind: 'keep' }
  | { readonly kind: 'conflict' };

/** A relation that is known here, and whether the one that comes in was said later. */
export interface KnownRelation {
  readonly record: RelationRecord;
  readonly isOlder: boolean;
}

/**
 * Decides what a relation that comes in does to the one that is known between the same ends. Merged, the
 * one that was said later is what it is from now on; what the other one was, and the history of both, is
 * kept. Sent again, an export changes nothing.
 */
export function planRelation(
  given: RelationRecord,
  known: KnownRelation | undefined,
  strategy: MergeStrategy,
): RelationVerdict {
  if (known === undefined) return { kind: 'new', relation: numbered(given, given.history ?? []) };
  if (strategy === 'skip_existing') return { kind: 'keep' };
  if (strategy === 'replace_existing') return replace(given, known.record);
  const incoming = withUnsaid(given, known.record);
  if (isKnownAll(incoming, known.record)) return { kind: 'keep' };
  if (strategy === 'error_on_conflict') return { kind: 'conflict' };
  return merge(incoming, known);
}

function replace(given: RelationRecord, known: RelationRecord): RelationVerdict {
  const history = given.history ?? [];
  if (isKnownAll(given, known) && isKnownAll(known, given)) return { kind: 'keep' };
  return { kind: 'update', relation: numbered(given, history) };
}

/** Whether the one says nothing that the other does not say too, of what it is and of what it was. */
function isKnownAll(one: RelationRecord, other: RelationRecord): boolean {
  const known = other.history ?? [];
  return isSamePresent(one, other) && (one.history ?? []).every((past) => includes(known, past));
}

function merge(
  incoming: RelationRecord,
  { record: known, isOlder }: KnownRelation,
): RelationVerdict {
  const isSame = isSamePresent(incoming, known);
  const winner = isOlder && !isSame ? said(incoming) : known;
  const loser = winner === known ? incoming : known;
  const past = isSame ? [] : pastsOf(loser, winner);
  const all = [...(known.history ?? []), ...(incoming.history ?? []), ...past];
  const others = all.filter((one) => !isVersion(one, pastOf(winner, winner)));
  const versions = others.filter(
    (one, index) => others.findIndex((other) => isVersion(one, other)) === index,
  );
  const isNothingNew = winner === known && versions.length === (known.history ?? []).length;
  if (isNothingNew) return { kind: 'keep' };
  const inTime = versions.sort((a, b) => instantOf(a.known_from) - instantOf(b.known_from));
  // Those that are known are stored already.
  const { uses } = incoming;
  return { kind: 'update', relation: { ...numbered(winner, inTime), uses } };
}

/** What a record leaves open of the validity stays as it is known, if that goes with what it says. */
function withUnsaid(given: RelationRecord, known: RelationRecord): RelationRecord {
  const { valid_from = known.valid_from, valid_to = known.valid_to } = given;
  if (isInOrder({ valid_from, valid_to })) return { ...given, valid_from, valid_to };
  return { ...given, valid_from: given.valid_from ?? null, valid_to: given.valid_to ?? null };
}

/** In the place of another one it is a change, made when it was said. */
function said(record: RelationRecord): RelationRecord {
  return {
    ...record,
    changed_by: record.changed_by ?? record.created_by,
    changed_message_id: messageOf(record),
    changed_at: knownSince(record),
  };
}

function messageOf(record: RelationRecord): string | null | undefined {
  const isChanged = typeof record.changed_by === 'string';
  return isChanged ? record.changed_message_id : record.source_message_id;
}

/** A record that does not say it is said now. */
function knownSince({ changed_at, created_at, updated_at }: RelationRecord): string {
  return changed_at ?? created_at ?? updated_at ?? new Date().toISOString();
}

/** What was taken back has no present version that could become a past one. */
function pastsOf(record: RelationRecord, successor: RelationRecord): RelationVersionRecord[] {
  return isAway(record) ? [] : [pastOf(record, successor)];
}

/** What a relation was, up to the one that takes its place. */
function pastOf(record: RelationRecord, successor: RelationRecord): RelationVersionRecord {
  const { strength, confidence, bidirectional, metadata, valid_from, valid_to } = record;
  const [from, next] = [knownSince(record), knownSince(successor)];
  return {
    ...{ strength, confidence, bidirectional, metadata, valid_from, valid_to },
    created_by: record.changed_by ?? record.created_by,
    source_message_id: messageOf(record),
    known_from: from,
    known_to: instantOf(next) > instantOf(from) ? next : from,
  };
}

/** Their numbers end at that of the present version. */
function numbered(
  record: RelationRecord,
  history: readonly RelationVersionRecord[],
): RelationImport {
  // What was taken back had a version before, even if nobody knows it any more.
  const least = history.length + (isAway(record) && history.length === 0 ? 2 : 1);
  const version = Math.max(record.version ?? 1, least);
  const first = version - history.length;
  return {
    ...record,
    version,
    history: history.map((one, index) => ({ ...one, version: first + index })),
  };
}

type State = Pick<RelationVersionRecord, 'strength' | 'confidence' | 'bidirectional' | 'metadata'> &
  Partial<Pick<RelationVersionRecord, 'valid_from' | 'valid_to'>>;

function isSameState(one: State, other: State): boolean {
  return (
    isSameShare(one.strength, other.strength) &&
    isSameShare(one.confidence, other.confidence) &&
    one.bidirectional === other.bidirectional &&
    isDeepStrictEqual(one.metadata, other.metadata) &&
    isSameInstant(one.valid_from ?? null, other.valid_from ?? null) &&
    isSameInstant(one.valid_to ?? null, other.valid_to ?? null)
  );
}

/** Whether both are the same now: also that they stand, or were taken back. */
function isSamePresent(one: RelationRecord, other: RelationRecord): boolean {
  return isSameState(one, other) && isAway(one) === isAway(other);
}

const isAway = ({ state }: RelationRecord): boolean => state === 'retracted';

function isVersion(one: RelationVersionRecord, other: RelationVersionRecord): boolean {
  return isSameInstant(one.known_from, other.known_from) && isSameState(one, other);
}

function includes(
  versions: readonly RelationVersionRecord[],
  wanted: RelationVersionRecord,
): boolean {
  return versions.some((one) => isVersion(one, wanted));
}
