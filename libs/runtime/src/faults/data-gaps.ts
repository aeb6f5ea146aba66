import { refusedData, type RefusedData } from '#platform';

/** How often turns gave data that came through every check and that the database refused. */
export interface DataGap {
  /** Of SQLSTATE: 22, 23 or 54. */
  readonly class: RefusedData['class'];
  readonly count: number;
}

/** Counts what turns gave and the database refused: each is a check that is missing, as for a request. */
export class DataGaps {
  private readonly counts = new Map<RefusedData['class'], number>();

  /** Since the start of the process. */
  get figures(): readonly DataGap[] {
    return [...this.counts].map(([kind, count]) => ({ class: kind, count }));
  }

  /** Takes note of an error if it is one of these. */
  note(error: unknown): void {
    const refused = refusedData(error);
    if (refused === undefined) return;
    this.counts.set(refused.class, (this.counts.get(refused.class) ?? 0) + 1);
  }
}
