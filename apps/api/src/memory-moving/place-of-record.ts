import type { EntityRecord, RelationRecord } from '#protocol';
import type { Place } from '#memory';
import { placeOfOwner, type MovedMemory } from './memory-selection.js';
import { badFields } from './read-record.js';

/**
 * Where a record belongs: in the scope that the request names, else in its own, else in the workspace; its
 * owner is the one that the request names for its scope, else its own.
 * @throws {ProtocolError} INVALID_REQUEST: nobody says whose it is
 */
export function placeOfRecord(
  target: MovedMemory,
  record: EntityRecord | RelationRecord,
  line: number,
): Place {
  const said = target.memory_scope ?? record.memory_scope ?? 'workspace';
  const scope = said === 'agent-only' ? 'agent' : said;
  const [first, second] = target.memory_scope === undefined ? [record, target] : [target, record];
  const agent = first.agent_id ?? second.agent_id;
  const conversation = first.conversation_id ?? second.conversation_id;
  const place = placeOfOwner(scope, agent, conversation);
  if (place !== undefined) return place;
  const field = scope === 'agent' ? 'agent_id' : 'conversation_id';
  throw badFields(line, [
    { field, rule: 'required', message: `is required: the memory scope is ${scope}` },
  ]);
}
