/**
 * Which transactions a statement saw, as Postgres tells it: `xmin:xmax:running`. All below xmin had ended, none from
 * xmax on had, and of those between them the running ones had not (documentation of `pg_current_snapshot`).
 */
export class Snapshot {
  private readonly lowest: bigint;
  private readonly beyond: bigint;
  private readonly running: ReadonlySet<bigint>;

  constructor(text: string) {
    const [lowest = '0', beyond = '0', running = ''] = text.split(':');
    this.lowest = BigInt(lowest);
    this.beyond = BigInt(beyond);
    this.running = new Set(running === '' ? [] : running.split(',').map(BigInt));
  }

  /** Whether a transaction that was committed (its `pg_current_xact_id`) was so when the statement began. */
  saw(transaction: string): boolean {
    const id = BigInt(transaction);
    return id < this.lowest || (id < this.beyond && !this.running.has(id));
  }
}
