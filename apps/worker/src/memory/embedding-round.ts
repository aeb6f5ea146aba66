import type { OpenMemory } from '#memory';
import type { Logger } from '#platform';

export interface EmbeddingRoundKit {
  readonly vectors: Pick<OpenMemory['vectors'], 'catchUp'>;
  readonly settler: Pick<OpenMemory['settler'], 'settle'>;
  readonly log: Pick<Logger, 'info'>;
}

/** So many vectors made in one round are worth a line in the log. */
const worthTelling = 100;

/**
 * Makes the vectors that are missing (what a process stored that died, what an absent model left, everything
 * after a change of the model) and puts vectors into their index where there are many.
 */
export async function embeddingRound(
  { vectors, settler, log }: EmbeddingRoundKit,
  stopping: AbortSignal,
): Promise<void> {
  const made = await vectors.catchUp(stopping);
  if (made >= worthTelling) log.info({ made }, 'Memories have their vectors now.');
  const settled = await settler.settle(stopping);
  if (settled > 0) log.info({ settled }, 'Vectors are in their index now.');
}
