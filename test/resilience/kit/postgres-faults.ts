import { Client } from 'pg';

/** Undoes a fault. */
export type Heal = () => Promise<void>;

/** A session of the test's own; what happens to it is no fault of the test. */
export async function openSession(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** One statement on a session of its own. */
export async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const session = await openSession(url);
  try {
    return (await session.query<Row>(sql)).rows;
  } finally {
    await session.end();
  }
}

/** Holds tables so that nobody can read or write them. */
export async function lockTables(url: string, ...tables: readonly string[]): Promise<Heal> {
  const session = await openSession(url);
  await session.query('begin');
  await session.query(`lock table ${tables.join(', ')} in access exclusive mode`);
  return () => session.end();
}

/** Takes every connection that is left. */
export async function takeAllConnections(url: string): Promise<Heal> {
  const taken: Client[] = [];
  for (;;) {
    try {
      taken.push(await openSession(url));
    } catch {
      return async () => {
        await Promise.all(taken.map((session) => session.end()));
      };
    }
  }
}

/** Ends every other session, as an administrator does. Gives how many. */
export async function endSessions(url: string): Promise<number> {
  const [row] = await ask<{ ended: number }>(
    url,
    `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
     where pid <> pg_backend_pid() and backend_type = 'client backend'`,
  );
  return row?.ended ?? 0;
}
