import { ask } from '../kit/postgres-faults.js';

interface Figures {
  readonly stored: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly failures: Readonly<Record<string, number>>;
}

interface Counted {
  readonly name: string;
  readonly count: number;
}

const ends = `select status as name, count(*)::int as count from messages
  where mailbox_id is not null group by 1 order by 2 desc`;
const failures = `select coalesce(error->>'code', 'unknown') as name, count(*)::int as count
  from messages where mailbox_id is not null and status <> 'completed' group by 1 order by 2 desc`;
const stored = `select 'all' as name, count(*)::int as count from messages`;

/** How many messages there are and how they ended. */
export async function readFigures(databaseUrl: string): Promise<Figures> {
  const [all] = await ask<Counted>(databaseUrl, stored);
  return {
    stored: all?.count ?? 0,
    ends: toRecord(await ask<Counted>(databaseUrl, ends)),
    failures: toRecord(await ask<Counted>(databaseUrl, failures)),
  };
}

function toRecord(rows: readonly Counted[]): Record<string, number> {
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}
