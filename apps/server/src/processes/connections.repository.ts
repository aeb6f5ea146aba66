import type { Statement, Tx } from '#platform';

/** What superusers and pg_use_reserved_connections (Postgres 16) keep for themselves is nobody else's. */
const readConnections: Statement = {
  name: 'processes.connections',
  text: `
    select current_setting('max_connections')::int
      - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true), '0')::int as most`,
};

/** Connections that Postgres gives to all of its clients together. */
export async function countConnections(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ most: number }>(readConnections);
  return row?.most ?? 0;
}
