import { refusedData } from '#platform';
import { tally } from '#signals';

/** Work whose data models and handlers make, with nobody to be told that a check is missing. */
type Work = 'turn' | 'learning';

/** Counts an error if it is data that came through every check and that the database refused, as for a request. */
export function noteDataGap(operation: Work, error: unknown): void {
  const refused = refusedData(error);
  if (refused !== undefined) tally('validation_gaps', { class: refused.class, operation });
}
