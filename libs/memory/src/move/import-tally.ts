/** A record that could not be stored although it is well formed. */
export interface ImportProblem {
  readonly line: number;
  readonly field: string;
  readonly message: string;
}

/** So many problems are told; all are counted. */
const mostProblems = 100;

/** What became of the records of an import so far. */
export class ImportTally {
  readonly counts = {
    entities_imported: 0,
    entities_updated: 0,
    entities_skipped: 0,
    relations_imported: 0,
    relations_updated: 0,
    relations_skipped: 0,
    conflicts_resolved: 0,
    embeddings_used: 0,
    embeddings_queued: 0,
  };
  readonly problems: ImportProblem[] = [];

  count(what: keyof ImportTally['counts']): void {
    this.counts[what] += 1;
  }

  /** Takes over what a batch did, once it is durable. */
  add(batch: ImportTally): void {
    for (const key of Object.keys(this.counts) as (keyof ImportTally['counts'])[]) {
      this.counts[key] += batch.counts[key];
    }
    this.problems.push(...batch.problems.slice(0, mostProblems - this.problems.length));
  }
}
