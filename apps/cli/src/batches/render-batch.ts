import type { AnswerOf } from '#client';
import { facts, line, table } from '../show/table.js';

type Batch = AnswerOf<'getBatch'>;
type Sent = AnswerOf<'sendBatch'>;

/** What became of a batch: its counts, then each message. */
export function renderBatch(batch: Batch): string {
  const { batch_id: batchId, status, accepted, refused, counts, created, completed } = batch;
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  const head = facts({
    ...{ batch: batchId, status, accepted, refused: refused === 0 ? undefined : refused },
    ...{ ...Object.fromEntries(some), created, completed_at: completed },
  });
  return batch.results.length === 0 ? head : `${head}\n${renderResults(batch.results)}`;
}

const renderResults = (results: Batch['results']): string =>
  table(results, [
    ['#', ({ index }) => index],
    ['STATE', (one) => ('error' in one ? 'refused' : one.state)],
    ['MESSAGE', (one) => ('error' in one ? undefined : one.message_id)],
    ['AGENT', (one) => ('error' in one ? undefined : one.routed_to)],
    ['ANSWER', (one) => ('error' in one ? one.error.message : one.reply?.content)],
  ]);

/** What was taken, and what was not. */
export function renderSent({ batch_id: id, accepted, refused, results }: Sent): string {
  const notes = results.flatMap((one) =>
    'error' in one ? [`! #${String(one.index)}: ${line(one.error.message, 300)}\n`] : [],
  );
  const but = refused === 0 ? '' : `, ${String(refused)} refused`;
  return [`${id}: ${String(accepted)} accepted${but}.\n`, ...notes].join('');
}
