import type { Statement, Tx } from '#platform';
import { defaultPolicy } from '../lifecycle/policy.js';
import { workspaceOf, type Place } from '../place.js';

/** Indexes memory_policies_pk, memory_entities_recent and memory_entities_name. */
const readCeiling: Statement = {
  name: 'memory.read-ceiling',
  text: `
    select most.entities as most,
      (select count(*)::int from (
        select from memory_entities where workspace_id = $1 and state = 'current'
        limit most.entities) held) as held,
      (select coalesce(array_agg(name), '{}') from memory_entities
        where workspace_id = $1 and place = $2 and name = any($3::text[])) as known
    from (select coalesce((select (policy ->> 'max_entities')::int from memory_policies
      where workspace_id = $1), $4::int) as entities) most`,
};

/** Names of a place that are taken. */
const findKnown: Statement = {
  name: 'memory.find-known-names',
  text: `
    select name from memory_entities
    where workspace_id = $1 and place = $2 and name = any($3::text[])`,
};

/** Near the ceiling writers go one after the other: none goes beyond it. */
const lockCeiling: Statement = {
  name: 'memory.lock-ceiling',
  text: `select pg_advisory_xact_lock(hashtextextended('memory.ceiling:' || $1, 0))`,
};

/** So many new entities may be on their way in other transactions. */
const inFlight = 2_000;

/** How many entities may still be added, and which names are taken already. */
export interface Room {
  readonly most: number;
  readonly room: number;
  readonly known: ReadonlySet<string>;
}

/** What is known needs no room, and is not counted for. */
export async function readRoom(tx: Tx, place: Place, names: readonly string[]): Promise<Room> {
  const workspace = workspaceOf(place, tx.caller.workspace);
  const taken = await tx.rows<{ name: string }>(findKnown, [workspace, place, names]);
  if (new Set(taken.map(({ name }) => name)).size === names.length) {
    return { most: Infinity, room: Infinity, known: new Set(names) };
  }
  const first = await read(tx, workspace, place, names);
  if (first.room - names.length > inFlight) return first;
  await tx.rows(lockCeiling, [workspace]);
  return read(tx, workspace, place, names);
}

async function read(
  tx: Tx,
  workspace: string,
  place: Place,
  names: readonly string[],
): Promise<Room> {
  const [row] = await tx.rows<{ most: number; held: number; known: string[] }>(readCeiling, [
    workspace,
    place,
    names,
    defaultPolicy.max_entities,
  ]);
  const { most = 0, held = 0, known = [] } = row ?? {};
  return { most, room: most - held, known: new Set(known) };
}
