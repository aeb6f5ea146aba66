import { systemCaller, type Database, type Tx } from '#platform';
import { fewVectors, hasNearIndex } from '../recall/near-index.js';
import { alone } from './embedding-lock.repository.js';
import { areUnsettled, findLengthsOfVectors, settleSome } from './settle.repository.js';

/** So many enter the index in one statement: a fraction of a second, also where one session serves all. */
const portion = 25;

/** From how many vectors in all, and how many of a length that wait, settling pays. */
type BoundsOf = (dimensions: number) => { readonly total: number; readonly waiting: number };

/** Where a place may hold more than recall compares one by one, with a quarter of that left to compare. */
const usualBounds: BoundsOf = (dimensions) => {
  const few = fewVectors(dimensions);
  return { total: 2 * few, waiting: Math.ceil(few / 4) };
};

/**
 * Puts vectors into the index of their length, which costs a hundred times what storing them does: in the
 * background, and only where so many are stored that comparing them all would take long.
 */
export class VectorSettler {
  constructor(
    private readonly database: Database,
    private readonly boundsOf: BoundsOf = usualBounds,
  ) {}

  /** Gives how many were settled; none while somebody else does it or few wait. */
  async settle(signal?: AbortSignal): Promise<number> {
    const made = await this.database.read(systemCaller, async (tx) => {
      const crowded = await findCrowdedLengths(tx, this.boundsOf);
      return crowded.length === 0 ? 0 : alone(tx, () => settleAll(tx, crowded, signal));
    });
    return made ?? 0;
  }
}

async function findCrowdedLengths(tx: Tx, boundsOf: BoundsOf): Promise<number[]> {
  const crowded: number[] = [];
  for (const dimensions of (await findLengthsOfVectors(tx)).filter(hasNearIndex)) {
    if (await areUnsettled(tx, dimensions, boundsOf(dimensions))) crowded.push(dimensions);
  }
  return crowded;
}

async function settleAll(
  tx: Tx,
  lengths: readonly number[],
  signal: AbortSignal | undefined,
): Promise<number> {
  let count = 0;
  for (const dimensions of lengths) {
    for (let settled = portion; settled > 0; count += settled) {
      signal?.throwIfAborted();
      settled = await settleSome(tx, dimensions, portion);
    }
  }
  return count;
}
