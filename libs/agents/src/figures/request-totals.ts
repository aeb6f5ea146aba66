import type { Caller, Database, Tx } from '#platform';
import {
  countEnded,
  countUnended,
  keyOf,
  readCountingInstants,
  type CountingInstants,
  type Provision,
} from './figures.repository.js';

/** What was counted once and cannot change any more. */
interface Counted {
  readonly settled: number;
  /** An instant as Postgres writes it. */
  readonly upTo: string;
}

/** So many are remembered; those counted longest ago are counted from the beginning again. */
const mostKept = 10_000;

/**
 * How often an agent was asked for a capability, ever. The past is counted once: the next time only
 * what ended since is, so that asking stays cheap however much has happened.
 */
export class RequestTotals {
  private readonly counted = new Map<string, Counted>();

  constructor(private readonly database: Database) {}

  /** One total per provision, in their order; mail that waits counts. */
  async read(caller: Caller, provisions: readonly Provision[]): Promise<number[]> {
    // Looked up before the clock is read: a total that another call keeps meanwhile is of later.
    const known = provisions.map((provision) => this.counted.get(keyOf(provision)) ?? beginning);
    return this.database.read(caller, async (tx) => {
      const instants = await readCountingInstants(tx);
      const totals: number[] = [];
      for (const [index, provision] of provisions.entries()) {
        totals.push(await this.count(tx, provision, known[index] ?? beginning, instants));
      }
      return totals;
    });
  }

  private async count(
    tx: Tx,
    provision: Provision,
    { settled, upTo }: Counted,
    { now, settledForSure }: CountingInstants,
  ): Promise<number> {
    const past = await countEnded(tx, provision, { after: upTo, upTo: settledForSure });
    const recent = await countEnded(tx, provision, { after: settledForSure, upTo: now });
    this.keep(keyOf(provision), { settled: settled + past, upTo: settledForSure });
    return settled + past + recent + (await countUnended(tx, provision));
  }

  private keep(key: string, counted: Counted): void {
    this.counted.delete(key);
    this.counted.set(key, counted);
    const [oldest] = this.counted.keys();
    if (this.counted.size > mostKept && oldest !== undefined) this.counted.delete(oldest);
  }
}

const beginning: Counted = { settled: 0, upTo: '-infinity' };
