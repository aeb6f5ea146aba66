import type { NewMemory } from './new-memory.js';

/**
 * Facts about the same thing belong together; what is said last of the rest counts. Two of one name whose
 * types both were given, and differ, are not the same thing: they stay apart, and the name goes to one of them.
 */
export function gatherByName(memories: readonly NewMemory[]): NewMemory[] {
  const gathered: NewMemory[] = [];
  for (const memory of memories) {
    const index = gathered.findIndex((earlier) => areTheSame(earlier, memory));
    const earlier = gathered[index];
    if (earlier === undefined) gathered.push(memory);
    else gathered[index] = join(earlier, memory);
  }
  return gathered;
}

/** The first of each name. */
export function firstOfEachName(memories: readonly NewMemory[]): NewMemory[] {
  const first = new Map<string, NewMemory>();
  for (const memory of memories) {
    if (!first.has(memory.name)) first.set(memory.name, memory);
  }
  return [...first.values()];
}

function areTheSame(one: NewMemory, other: NewMemory): boolean {
  const isGuessed = one.isTypeGuessed === true || other.isTypeGuessed === true;
  return one.name === other.name && (isGuessed || one.type === other.type);
}

/** A type that was given counts more than one that was guessed. */
function join(earlier: NewMemory, later: NewMemory): NewMemory {
  const isTypeEarlier = later.isTypeGuessed === true && earlier.isTypeGuessed !== true;
  const { type, isTypeGuessed } = isTypeEarlier ? earlier : later;
  const observations = [...earlier.observations, ...later.observations];
  return { ...earlier, ...later, type, isTypeGuessed, observations };
}
