import type { Grants } from './grants.schema.js';

/**
 * Grants are lists of names and of beginnings of names (`data-*`). A list that is left out bounds nothing, an
 * empty one allows nothing; grants that are left out bound nothing at all.
 */

const kinds = ['agents', 'capabilities'] as const;

type List = readonly string[] | undefined;

/** Whether a list has the name; no list has every name. */
export function isGranted(list: List, name: string): boolean {
  return list === undefined || list.some((entry) => covers(entry, name));
}

/** Whether grants cover others, so that nobody gives away more than they have. */
export function coversGrants(held: Grants, asked: Grants): boolean {
  return kinds.every((kind) => coversList(held[kind], asked[kind]));
}

/** The grants, where they bound anything. */
export function boundsOf(grants: Grants | undefined): Grants | undefined {
  const bounds = kinds.some((kind) => grants?.[kind] !== undefined);
  return bounds ? grants : undefined;
}

/** What both allow: never more than either. Nothing when neither bounds anything. */
export function meetOf(one: Grants | undefined, other: Grants | undefined): Grants | undefined {
  if (boundsOf(one) === undefined) return boundsOf(other);
  if (boundsOf(other) === undefined) return one;
  const lists = kinds.map((kind) => [kind, meetOfLists(one?.[kind], other?.[kind])] as const);
  return Object.fromEntries(lists.filter(([, list]) => list !== undefined));
}

/** An agent by what grants look at. */
interface Reachable {
  readonly name: string;
  readonly capabilities: readonly string[];
}

/** Whether an agent may be addressed and looked at by its name: it must be granted, with something that it does. */
export function reaches(grants: Grants | undefined, { name, capabilities }: Reachable): boolean {
  const does = grants?.capabilities;
  const isOpen =
    does === undefined || capabilities.some((capability) => isGranted(does, capability));
  return isOpen && isGranted(grants?.agents, name);
}

/** Whether an agent and what it knows may be changed: a change is felt in all that it does, so all must be granted. */
export function reachesAll(grants: Grants | undefined, agent: Reachable): boolean {
  const does = grants?.capabilities;
  const isOpen = agent.capabilities.every((capability) => isGranted(does, capability));
  return isOpen && reaches(grants, agent);
}

function coversList(held: List, asked: List): boolean {
  if (held === undefined) return true;
  return asked?.every((entry) => isGranted(held, entry)) === true;
}

/** Of two entries that overlap, one covers the other: what both allow is the narrower one. */
function meetOfLists(one: List, other: List): string[] | undefined {
  if (one === undefined || other === undefined) {
    const only = one ?? other;
    return only === undefined ? undefined : [...only];
  }
  const narrower = [
    ...one.filter((entry) => isGranted(other, entry)),
    ...other.filter((entry) => isGranted(one, entry)),
  ];
  return [...new Set(narrower)];
}

/** Whether an entry has a name, or every name of another entry. */
function covers(entry: string, name: string): boolean {
  if (!entry.endsWith('*')) return entry === name;
  return name.startsWith(entry.slice(0, -1));
}
