import { createHash } from 'node:crypto';
import { defaultWorkspace, systemCaller, type Caller, type Database } from '#platform';

/** Whoever asks in these tests. */
export const client: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

/** Adds up what there is, however little. */
export const atOnce = { tallies: 0, ms: 0 };

/** Rows of any query, for making a history and for looking behind the curtain. */
export async function look<Row extends Record<string, unknown>>(
  database: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = `test.${createHash('sha1').update(text).digest('hex')}`;
  return database.read(systemCaller, (tx) => tx.rows<Row>({ name, text }, values));
}

/** A message that waits in a mailbox, or in none. */
export interface SentMessage {
  readonly id: string;
  readonly agent?: string;
  readonly capability?: string;
  readonly sentBy?: string;
  readonly mailbox?: number | null;
}

export async function send(database: Database, ...messages: readonly SentMessage[]): Promise<void> {
  await look(
    database,
    `insert into messages (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq, performative,
       sender, capability, agent_id, sent_by, content, status, accepted_at)
     select 'default', n.id, 'c', row_number() over () + (select count(*) from messages), n.mailbox,
       row_number() over () + (select count(*) from messages), 'request', 'api_client', n.capability,
       n.agent, n."sentBy", '{}', 'delivered', clock_timestamp() - interval '3 s'
     from jsonb_to_recordset($1::jsonb) as n(id text, agent text, capability text, "sentBy" text, mailbox bigint)`,
    [JSON.stringify(messages.map((one) => ({ agent: 'agt-a', mailbox: 1, ...one })))],
  );
}

/** Ends a message whose turn began two seconds after it was accepted and took one. */
export async function end(database: Database, id: string, status = 'completed'): Promise<void> {
  await look(
    database,
    `update messages set status = $2, settled_at = accepted_at + interval '3 s',
       started_at = accepted_at + interval '2 s', agent_version = 4, tokens_in = 10, tokens_out = 5,
       cost = 7, model = '{"provider":"p","model":"m"}'
     where id = $1`,
    [id, status],
  );
}
