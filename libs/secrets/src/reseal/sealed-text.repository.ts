import type { SealedColumn, SealedRow } from './sealed-column.js';

/** What of an open transaction is needed. */
export interface Rows {
  rows(
    statement: { readonly name: string; readonly text: string },
    values?: readonly unknown[],
  ): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A sealed text and the row that keeps it. */
export interface SealedText extends SealedRow {
  readonly sealed: string;
}

/** Texts in the order of their ids behind `after`. */
export async function readTexts(
  tx: Rows,
  { table, column, id, workspace }: SealedColumn,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<SealedText[]> {
  const text = `
    select ${id} as id, ${workspace ?? `''`} as workspace, ${column} as sealed
    from ${table}
    where ${column} is not null and ${id} > $1
    order by ${id} limit $2`;
  const rows = await tx.rows({ name: `reseal.read.${table}.${column}`, text }, [after, limit]);
  return rows as unknown as SealedText[];
}

/** Puts another text in the place of one that is still there. Whether it was. */
export async function replaceText(
  tx: Rows,
  { table, column, id }: SealedColumn,
  old: SealedText,
  sealed: string,
): Promise<boolean> {
  const text = `update ${table} set ${column} = $3 where ${id} = $1 and ${column} = $2 returning ${id}`;
  const name = `reseal.replace.${table}.${column}`;
  return (await tx.rows({ name, text }, [old.id, old.sealed, sealed])).length > 0;
}

/** How many texts each key has sealed. */
export async function countByKey(
  tx: Rows,
  { table, column }: SealedColumn,
): Promise<ReadonlyMap<string, number>> {
  const text = `
    select split_part(${column}, '.', 1) as key, count(*)::int as count
    from ${table} where ${column} is not null group by 1 order by 1`;
  const rows = await tx.rows({ name: `reseal.count.${table}.${column}`, text });
  return new Map(rows.map(({ key, count }) => [String(key), Number(count)]));
}
