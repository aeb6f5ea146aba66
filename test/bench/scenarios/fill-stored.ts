import { Client } from 'pg';

/** Loads at the same time. */
const loaders = 2;

const prefixed = (column: string): string => `$1::bigint || '-'::text || t.${column}`;

/** What a message leaves behind, and what of it is another in a copy; all else stays as it is. */
const copied: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  conversations: { id: prefixed('id') },
  mailboxes: {
    id: 't.id + $1::bigint * (select max(id) from bench_mailboxes)',
    conversation_id: prefixed('conversation_id'),
  },
  messages: {
    mailbox_id: 't.mailbox_id + $1::bigint * (select max(id) from bench_mailboxes)',
    ...Object.fromEntries(
      ['id', 'conversation_id', 'in_reply_to', 'cause_id', 'root_id'].map((column) => [
        column,
        prefixed(column),
      ]),
    ),
  },
  events: { conversation_id: prefixed('conversation_id'), message_id: prefixed('message_id') },
};

/**
 * Brings a database to so many messages by copying what real turns have left in it: rows of the real shape in all their
 * tables and indexes. Ends when Postgres has tidied up after it. Gives how many there are.
 */
export async function fillStored(url: string, count: number): Promise<number> {
  const clients = Array.from({ length: loaders }, () => new Client({ connectionString: url }));
  const [first] = clients;
  if (first === undefined) return 0;
  try {
    for (const client of clients) {
      await client.connect();
      await client.query('set synchronous_commit = off');
    }
    const copies = await keepOriginals(first, count);
    const statements = await composeCopies(first);
    let next = 1;
    const load = async (client: Client): Promise<void> => {
      for (let copy = next++; copy <= copies; copy = next++) {
        for (const statement of statements) await client.query(statement, [copy]);
      }
    };
    await Promise.all(clients.map(load));
    return await tidyUp(first);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** Sets aside what is copied. Gives how often it has to be. */
async function keepOriginals(client: Client, count: number): Promise<number> {
  await untilQuiet(client);
  for (const table of Object.keys(copied)) {
    await client.query(`create unlogged table bench_${table} as select * from ${table}`);
    await client.query(`analyze bench_${table}`);
  }
  const { rows } = await client.query<{ own: string }>(
    'select count(*) as own from bench_messages',
  );
  const copies = Math.max(0, Math.ceil(count / Number(rows[0]?.own ?? 1)) - 1);
  // A mailbox that the server makes meanwhile gets a number beyond those of all copies.
  await client.query(
    `select setval(pg_get_serial_sequence('mailboxes', 'id'),
      ($1::bigint + 2) * (select max(id) from bench_mailboxes))`,
    [copies],
  );
  return copies;
}

/** Requests that were sent at the very end may still be on their way. */
async function untilQuiet(client: Client): Promise<void> {
  for (let seen = '', before = '-'; seen !== before;) {
    before = seen;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { rows } = await client.query<{ seen: string }>(
      `select count(*) || ' ' || (select sum(pending) from mailboxes) as seen from messages`,
    );
    seen = rows[0]?.seen ?? '';
    if (!seen.endsWith(' 0')) before = '-';
  }
}

async function composeCopies(client: Client): Promise<string[]> {
  const statements: string[] = [];
  for (const [table, others] of Object.entries(copied)) {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table],
    );
    const columns = rows.map(({ name }) => name);
    const values = columns.map((name) => others[name] ?? `t.${name}`);
    statements.push(
      `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')} from bench_${table} t`,
    );
  }
  return statements;
}

/** What Postgres would do beside the measuring, it does now. */
async function tidyUp(client: Client): Promise<number> {
  for (const table of Object.keys(copied)) {
    await client.query(`drop table bench_${table}`);
    await client.query(`vacuum analyze ${table}`);
  }
  await client.query('checkpoint');
  const { rows } = await client.query<{ own: string }>('select count(*) as own from messages');
  return Number(rows[0]?.own ?? 0);
}
