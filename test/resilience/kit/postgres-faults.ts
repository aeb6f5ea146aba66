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
  const taken = await openSessions(url);
  return async () => {
    await Promise.all(taken.map((session) => session.end()));
  };
}

/** Takes every connection, also those that others have, and those that they get while it does. */
export async function crowdOut(url: string): Promise<Heal> {
  const [first] = await openSessions(url, 1);
  if (first === undefined) throw new Error('There is no connection to begin with.');
  const taken = [first];
  let ended = 0;
  do {
    taken.push(...(await openSessions(url)));
    ended = await endAllBut(taken, first);
  } while (ended > 0);
  return async () => {
    await Promise.all(taken.map((session) => session.end()));
  };
}

/** As many as there are, or as are wanted. */
async function openSessions(url: string, most = Infinity): Promise<Client[]> {
  const opened: Client[] = [];
  while (opened.length < most) {
    const session = await openSession(url).catch(() => undefined);
    if (session === undefined) break;
    opened.push(session);
  }
  return opened;
}

async function endAllBut(own: readonly Client[], by: Client): Promise<number> {
  const pids = await Promise.all(
    own.map(async (session) => {
      const { rows } = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      return rows[0]?.pid;
    }),
  );
  const { rows } = await by.query<{ ended: number }>(
    `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
     where backend_type = 'client backend' and pid <> all ($1::int[])`,
    [pids],
  );
  return rows[0]?.ended ?? 0;
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
