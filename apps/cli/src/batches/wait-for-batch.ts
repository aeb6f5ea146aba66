import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf, CaxtonClient } from '#client';
import type { Ending } from '../run/exit-codes.js';
import type { Terminal } from '../show/terminal.js';

type Batch = AnswerOf<'getBatch'>;

/** How often it is asked how far the batch has come. */
const lookEveryMs = 500;

/** Waits until every message of a batch has ended. */
export async function waitForBatch(
  client: CaxtonClient,
  id: string,
  terminal: Terminal,
): Promise<Batch> {
  for (;;) {
    const { status, counts, accepted } = await client.batches.get(id, { limit: 0 });
    if (status === 'completed') break;
    terminal.tellProgress(endedOf(counts), Math.max(accepted, endedOf(counts) + 1));
    await pause(lookEveryMs);
  }
  const batch = await client.batches.get(id, { limit: 500 });
  terminal.tellProgress(endedOf(batch.counts), endedOf(batch.counts));
  return batch;
}

const endedOf = ({ completed, failed, expired, cancelled }: Batch['counts']): number =>
  completed + failed + expired + cancelled;

/** Whether everything that was sent came to a good end, as far as it has ended. */
export function endingOfBatch({ refused, counts }: Batch): Ending | undefined {
  return refused + counts.failed + counts.expired === 0 ? undefined : 'failed';
}
