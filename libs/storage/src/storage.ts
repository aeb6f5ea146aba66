import { formatSpan, type StorageReport } from '#protocol';
import { systemCaller, type Database, type Tx } from '#platform';
import {
  countAged,
  countAgedHours,
  readFirst,
  readFirstHour,
  readOldest,
} from './ages.repository.js';
import { countFew, readTableSizes, readTotals, type TableSize } from './sizes.repository.js';
import { lifetimes, type Lifetime, type RetentionSetting } from './tables.js';

/** Rows are counted so far and no further. */
const most = 10_000;

/** How long things are kept, in milliseconds. */
export type Retentions = Readonly<Record<RetentionSetting, number>>;

type TableReport = StorageReport['tables'][number];

/** What everything takes that the server keeps. Reads what Postgres knows and the ends of indexes, and no table. */
export class Storage {
  constructor(
    private readonly database: Database,
    private readonly retentions: Retentions,
  ) {}

  /** Of all workspaces. */
  async read(): Promise<StorageReport> {
    return this.database.read(systemCaller, async (tx) => {
      const { database_bytes, artifact_bytes } = await readTotals(tx);
      const tables: TableReport[] = [];
      for (const size of await readTableSizes(tx)) tables.push(await this.report(tx, size));
      return {
        database: { bytes: database_bytes },
        artifacts: { bytes: artifact_bytes },
        tables: tables.sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name)),
      };
    });
  }

  private async report(tx: Tx, size: TableSize): Promise<TableReport> {
    const { name, table_bytes, index_bytes, estimate } = size;
    const lifetime = lifetimes[name] ?? unknown;
    const { ends, setting, why } = lifetime;
    return {
      name,
      rows: estimate ?? (await countFew(tx, name, most)),
      ...{ bytes: table_bytes + index_bytes, index_bytes },
      oldest: (await oldest(tx, name, lifetime))?.toISOString() ?? null,
      retention: {
        ...{ ends, why, setting: setting ?? null },
        after: setting === undefined ? null : formatSpan(this.retentions[setting]),
      },
      expired: await this.expired(tx, name, lifetime),
    };
  }

  private async expired(
    tx: Tx,
    table: string,
    { from, setting }: Lifetime,
  ): Promise<TableReport['expired']> {
    if (setting === undefined) return null;
    // When it is over stands in some rows; in others, since when they age.
    const ms = from === 'expires_at' ? 0 : this.retentions[setting];
    const rows = await (from === undefined
      ? countAgedHours(tx, ms, most + 1)
      : countAged(tx, { table, column: from }, ms, most + 1));
    return { rows: Math.min(rows, most), is_whole: rows <= most };
  }
}

async function oldest(tx: Tx, table: string, lifetime: Lifetime): Promise<Date | null> {
  const { since, from, setting } = lifetime;
  if (since !== undefined) return readOldest(tx, table, since);
  if (from === 'expires_at' || setting === undefined) return null;
  return from === undefined ? readFirstHour(tx) : readFirst(tx, table, from);
}

/** A process of the version before meets tables of the next one. */
const unknown: Lifetime = { ends: 'bounded', why: 'It is of another version of the server.' };
