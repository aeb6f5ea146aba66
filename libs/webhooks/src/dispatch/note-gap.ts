import { refusedData } from '#platform';
import { tally } from '#signals';

/** Counts an error if it is data of a delivery that the database refused: a check at its making is missing. */
export function noteGap(error: unknown): void {
  const refused = refusedData(error);
  if (refused === undefined) return;
  tally('validation_gaps', { class: refused.class, operation: 'webhook' });
}
