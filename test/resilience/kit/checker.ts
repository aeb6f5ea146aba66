import { Client } from 'pg';
import type { Acknowledged } from './ledger.js';
import { rules, type Rule } from './rules.js';

/** A rule that was found broken. */
export interface Violation extends Pick<Rule, 'check' | 'harm' | 'says'> {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What was seen from outside. */
export interface Witnesses {
  readonly acknowledged: readonly Acknowledged[];
  /** The keys under which each mark reached the receiver. @default none */
  readonly effects?: ReadonlyMap<string, ReadonlySet<string>>;
}

const shown = 5;

/**
 * The final answer of each message: what reached the client and, followed back, which mark it was asked
 * with. A failure bears no mark, the message that it answers does.
 */
const answersView = `
  create temp table answers as
  select q.content->>'mark' as mark, count(*)::int as answers, max(q.requeues) as requeues
  from messages m
  join messages q on q.workspace_id = m.workspace_id and q.id = m.in_reply_to
  where m.receiver = 'api_client' and q.content ? 'mark'
  group by 1`;

const tables = [
  'create temp table acked (id text, mark text, conversation text, number int, capability text)',
  'create temp table effects (mark text, key text)',
  answersView,
];

/** Compares what the outside remembers with what Postgres says, rule by rule. Reads only. */
export async function check(databaseUrl: string, witnesses: Witnesses): Promise<Violation[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const table of tables) await client.query(table);
    await bring(client, witnesses);
    const violations: Violation[] = [];
    for (const rule of rules) {
      const broken = await look(client, rule);
      if (broken !== undefined) violations.push(broken);
    }
    return violations;
  } finally {
    await client.end();
  }
}

async function bring(client: Client, { acknowledged, effects }: Witnesses): Promise<void> {
  const keys = [...(effects ?? [])].flatMap(([mark, all]) =>
    [...all].map((key) => ({ mark, key })),
  );
  await client.query('insert into acked select * from json_populate_recordset(null::acked, $1)', [
    JSON.stringify(acknowledged),
  ]);
  await client.query(
    'insert into effects select * from json_populate_recordset(null::effects, $1)',
    [JSON.stringify(keys)],
  );
  await client.query('create index on acked (mark)');
  await client.query('create index on answers (mark)');
  await client.query('analyze acked, effects, answers');
}

async function look(client: Client, rule: Rule): Promise<Violation | undefined> {
  const { rows } = await client.query<{ example: string; total: string }>(
    `select example, count(*) over () as total from (${rule.rows}) found limit ${String(shown)}`,
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  const { check, harm, says } = rule;
  const examples = rows.map(({ example }) => example);
  return { check, harm, says, count: Number(first.total), examples };
}

/** The violations in words, for a test that fails or a report. */
export function tell(violations: readonly Violation[]): string[] {
  return violations.map(
    ({ check: name, says, count, examples }) =>
      `${name} ${says} ${String(count)} times, such as ${examples.join(', ')}`,
  );
}
