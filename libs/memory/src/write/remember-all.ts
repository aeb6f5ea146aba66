import { createId, type Tx } from '#platform';
import { followUp } from '../audit/follow-up.js';
import type { Place } from '../place.js';
import { admitMemories, type KeptOut } from './admit-memories.js';
import type { NewMemory, Provenance } from './new-memory.js';
import { planWrite, type EntityWrite } from './plan-write.js';
import { lockKnown, sourceOf, storeWrites } from './write.repository.js';

/** What became of one thing that was to be remembered. */
export type Remembered =
  | { readonly kind: 'stored'; readonly write: EntityWrite }
  /** Its name belongs to something of another type. */
  | { readonly kind: 'refused'; readonly name: string; readonly knownType: string }
  | KeptOut;

const naming = {
  entity: () => createId('ent'),
  observation: () => createId('obs'),
};

/**
 * Remembers things in one place, inside the caller's transaction; a turn's memories are part of its
 * commit. Two of one name are taken one after the other; a name that somebody else takes in the same
 * moment is added to.
 */
export async function rememberAll(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
  source: Provenance,
): Promise<Remembered[]> {
  const admitted = await admitMemories(tx, place, memories);
  const merged = mergeByName(admitted.memories);
  const outcomes = new Map<string, Remembered>();
  let open = [...merged.values()];
  while (open.length > 0) {
    const { done, taken } = await rememberOnce(tx, place, open, source);
    for (const [name, outcome] of done) outcomes.set(name, outcome);
    open = open.filter(({ name }) => taken.has(name));
  }
  const stored = [...merged.keys()].flatMap((name) => outcomes.get(name) ?? []);
  return [...stored, ...admitted.keptOut];
}

async function rememberOnce(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
  source: Provenance,
): Promise<{ done: ReadonlyMap<string, Remembered>; taken: ReadonlySet<string> }> {
  const known = await lockKnown(tx, place, memories.map(({ name }) => name).sort());
  const done = new Map(
    memories.map((memory): [string, Remembered] => {
      const before = known.get(memory.name);
      const write = planWrite(memory, before, naming);
      return write === undefined
        ? [memory.name, { kind: 'refused', name: memory.name, knownType: before?.type ?? '' }]
        : [memory.name, { kind: 'stored', write }];
    }),
  );
  const writes = [...done.values()].flatMap((outcome) =>
    outcome.kind === 'stored' ? [outcome.write] : [],
  );
  const taken = await storeWrites(tx, place, writes, sourceOf(source));
  const written = writes.filter(({ name }) => !taken.has(name));
  await followUp(tx, written);
  return { done, taken };
}

/** Facts about the same name belong together; what is said last of the rest counts. */
function mergeByName(memories: readonly NewMemory[]): Map<string, NewMemory> {
  const merged = new Map<string, NewMemory>();
  for (const memory of memories) {
    const earlier = merged.get(memory.name);
    merged.set(
      memory.name,
      earlier === undefined
        ? memory
        : {
            ...earlier,
            ...memory,
            observations: [...earlier.observations, ...memory.observations],
          },
    );
  }
  return merged;
}
