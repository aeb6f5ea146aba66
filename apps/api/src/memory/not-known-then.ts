import { ProtocolError, type MemorySearch } from '#protocol';
import type { WholeEntity } from '#memory';
import { unknownEntities } from './memory-ledger.js';
import { endOf } from './memory-time.js';

type Time = Pick<MemorySearch, 'as_of' | 'end_date'>;

/** Why a graph has no beginning: what is named is not remembered, or was not known at the time that is meant. */
export function notKnownThen(
  name: string,
  { as_of: asOf, end_date: end }: Time,
  found: WholeEntity | undefined,
): ProtocolError {
  const then = asOf ?? end;
  if (found === undefined || then === undefined) return unknownEntities([name]);
  const since = found.entity.created_at.toISOString();
  if (found.entity.created_at <= new Date(endOf<null>(then) ?? then)) return takenBack(name, then);
  const said = `Entity '${name}' was not known at ${then}; it is known since ${since}`;
  return new ProtocolError('MEMORY_NOT_FOUND', said, {
    entities: [name],
    known_since: since,
    suggestion: 'Ask for a later time, or without temporal_filter for the present',
  });
}

/** It was known before, and is again: between stood a retraction that was undone. */
function takenBack(name: string, then: string): ProtocolError {
  const said = `Entity '${name}' had been taken back at ${then}, which was undone later`;
  return new ProtocolError('MEMORY_NOT_FOUND', said, {
    entities: [name],
    suggestion: 'Use GET /api/v1/memory/retractions to see from when to when',
  });
}
