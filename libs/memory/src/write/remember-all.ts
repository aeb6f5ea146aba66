import { createId, type Tx } from '#platform';
import { followUp } from '../audit/follow-up.js';
import type { Place } from '../place.js';
import { admitMemories, type KeptOut } from './admit-memories.js';
import { firstOfEachName, gatherByName } from './gather-by-name.js';
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
 * moment is added to. Tells what became of them in the order in which they were given.
 */
export async function rememberAll(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
  source: Provenance,
): Promise<Remembered[]> {
  const admitted = await admitMemories(tx, place, memories);
  const outcomes: Remembered[] = [...admitted.keptOut];
  let open = gatherByName(admitted.memories);
  while (open.length > 0) {
    const next = firstOfEachName(open);
    const { done, taken } = await rememberOnce(tx, place, next, source);
    for (const [name, outcome] of done) if (!taken.has(name)) outcomes.push(outcome);
    open = open.filter((memory) => taken.has(memory.name) || !next.includes(memory));
  }
  return inOrderOf(memories, outcomes);
}

function inOrderOf(memories: readonly NewMemory[], outcomes: readonly Remembered[]): Remembered[] {
  const names = memories.map(({ name }) => name);
  const placeOf = (outcome: Remembered): number =>
    names.indexOf(outcome.kind === 'stored' ? outcome.write.name : outcome.name);
  return [...outcomes].sort((one, other) => placeOf(one) - placeOf(other));
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
