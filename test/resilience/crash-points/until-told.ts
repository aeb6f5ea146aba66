import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** What Postgres says of a delivery: a row is written with its event, so that none is forgotten. */
interface Row {
  readonly id: string;
  readonly status: string;
}

/** Waits until every delivery was made, and says which the receiver has not seen under its id. */
export async function untilTold(
  databaseUrl: string,
  received: () => ReadonlySet<string>,
  patienceMs: number,
): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const deadline = performance.now() + patienceMs;
  try {
    for (;;) {
      const { rows } = await client.query<Row>('select id, status from webhook_deliveries');
      const open = rows.filter(({ status }) => status !== 'delivered');
      if (open.length === 0 || performance.now() > deadline) return problemsOf(rows, received());
      await delay(100);
    }
  } finally {
    await client.end();
  }
}

function problemsOf(rows: readonly Row[], received: ReadonlySet<string>): string[] {
  const known = new Set(rows.map(({ id }) => id));
  return [
    ...rows
      .filter(({ id, status }) => status !== 'delivered' || !received.has(id))
      .map(({ id, status }) => `the delivery ${id} is ${status} and has not come`),
    ...[...received].filter((id) => !known.has(id)).map((id) => `nobody wrote the delivery ${id}`),
  ];
}
