import type { Statement, Tx } from '#platform';

/**
 * Waiting mail whose bell was not rung → due at once; primary key. Rows that somebody works on or
 * writes to are left alone. Not durable on purpose: what is lost here is found a second later.
 */
const note: Statement = {
  name: 'unrung.note',
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true)),
    silent as (
      select id from mailboxes
      where id = any ($1::bigint[]) and pending > 0 and lease_until = '-infinity'
      order by id for update skip locked)
    update mailboxes b set rung_at = '-infinity'
    from silent, quick where b.id = silent.id`,
};

export async function noteUnrung(tx: Tx, mailboxIds: readonly string[]): Promise<void> {
  await tx.rows(note, [mailboxIds]);
}
