import type { Memory, Place } from '#memory';
import { localDeveloper } from '#platform';
import { readLabelledSet } from '../../retrieval/labelled-set.js';
import { perSecond } from '../percentiles.js';

/** Where the entity of a number is remembered. */
type PlaceOf = (n: number) => Place;

/** Half of all is in the workspace, 1 % in the memory of each of 50 agents. */
function usualPlaceOf(n: number): Place {
  return n % 2 === 0 ? 'workspace' : `agent:a${String(((n - 1) / 2) % 50)}`;
}

/** What an agent sees: its own memory, the shared ones. */
export function sightOf(agent: number): Place[] {
  return [`agent:a${String(agent % 50)}`, 'workspace', 'global'];
}

export const nameOf = (n: number): string => `m-${String(n)}`;

const batch = 100;
const width = 4;
const source = { by: 'api_client' };

/** Remembers that many entities with their vectors, 100 at a time. Gives how many in a second. */
export async function loadCrowd(
  memory: Memory,
  count: number,
  placeOf: PlaceOf = usualPlaceOf,
): Promise<number> {
  const batches = batchesOf(count, placeOf);
  let next = 0;
  const startedAt = performance.now();
  await inParallel(width, async () => {
    const taken = batches[next];
    next += 1;
    if (taken === undefined) return false;
    const { outcomes, embedded } = await memory.remember(
      localDeveloper,
      taken.place,
      taken.part.map((n) => ({
        name: nameOf(n),
        type: 'note',
        observations: [{ content: factOf(n) }],
      })),
      source,
    );
    if (embedded.size !== outcomes.length) throw new Error('Not all of a batch has its vectors.');
    return true;
  });
  return perSecond(count, performance.now() - startedAt);
}

/** Each of one place. */
function batchesOf(count: number, placeOf: PlaceOf): { place: Place; part: number[] }[] {
  const open = new Map<Place, number[]>();
  const full: { place: Place; part: number[] }[] = [];
  for (let n = 0; n < count; n += 1) {
    const place = placeOf(n);
    const part = [...(open.get(place) ?? []), n];
    if (part.length < batch) open.set(place, part);
    else full.push({ place, part });
    if (part.length === batch) open.delete(place);
  }
  return [...full, ...[...open].map(([place, part]) => ({ place, part }))];
}

/** Three relations from each of the first so many of the workspace, to others of them. */
export async function relateCrowd(memory: Memory, count: number): Promise<void> {
  let next = 0;
  await inParallel(width, async () => {
    const n = next;
    next += 1;
    if (n >= count * 3) return false;
    const from = Math.floor(n / 3);
    const to = (from * 7 + (n % 3) * 131 + 1) % count;
    await memory.relate(
      localDeveloper,
      'workspace',
      {
        ...{ from: nameOf(2 * from), to: nameOf(2 * to), type: 'bears_on' },
        ...{ strength: 0.8, confidence: 1, bidirectional: false, metadata: {} },
      },
      source,
    );
    return true;
  });
}

/** Sentences of the fables, so that words are as common and as rare as in texts. */
const sentences = readLabelledSet().fables.flatMap(
  ({ text }) => text.match(/[^.!?]{20,400}/g) ?? [],
);

/** The number decides the vector ({@link CrowdEmbedder}). */
function factOf(n: number): string {
  const sentence = (of: number): string => sentences[of % sentences.length] ?? '';
  return `Note ${String(n)}: ${sentence(n)}. ${sentence(Math.imul(n, 7_919) >>> 8)}`;
}

/** Does a step so many at a time until one says that there is no more. */
export async function inParallel(most: number, step: () => Promise<boolean>): Promise<void> {
  await Promise.all(
    Array.from({ length: most }, async () => {
      while (await step());
    }),
  );
}
