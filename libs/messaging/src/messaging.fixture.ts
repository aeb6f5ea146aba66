import { createHash } from 'node:crypto';
import type { JsonObject } from '#protocol';
import { createId, defaultWorkspace, systemCaller, type Caller, type Database } from '#platform';
import { AfterCommit } from './after-commit.js';
import type { CancelOrder } from './cancel/announce-cancel.js';
import type { CancelSweep } from './cancel/cancel-sweep.js';
import type { LiveChannel } from './conversation/announce.js';
import { ReplyWaiter, type Outcome } from './conversation/reply-waiter.js';
import { ingestBatch } from './ingest/ingest.repository.js';
import { Mailbox } from './mailbox/mailbox.js';
import type { Turn, TurnOutcome } from './mailbox/turn.js';
import type { MailedMailbox, NewMessage } from './new-message.js';

/** Whoever sends in these tests. */
export const client: Caller = { workspace: defaultWorkspace, principal: 'api_client' };

/** An agent that exists, without the registry around it. */
export async function addAgent(
  database: Database,
  name: string,
): Promise<{ id: string; name: string }> {
  const id = createId('agt');
  await database.read(systemCaller, (tx) =>
    tx.rows(
      {
        name: 'test.add-agent',
        text: `insert into agents (id, workspace_id, name, kind) values ($1, $2, $3, 'code')`,
      },
      [id, defaultWorkspace, name],
    ),
  );
  return { id, name };
}

/** Sets an agent's status as pause, resume and removal do. */
export async function setStatus(database: Database, id: string, status: string): Promise<void> {
  await database.read(systemCaller, (tx) =>
    tx.rows({ name: 'test.set-status', text: `update agents set status = $2 where id = $1` }, [
      id,
      status,
    ]),
  );
}

/** A request of a client to an agent. */
export function request(
  agent: { id: string; name: string },
  conversationId: string,
  content: JsonObject = { text: 'hello' },
): NewMessage {
  return {
    id: createId('msg'),
    conversationId,
    performative: 'request',
    sender: 'api_client',
    capability: 'echo',
    content,
    agent,
    hops: 0,
    acceptedAt: new Date().toISOString(),
    event: 'message.accepted',
  };
}

/** Puts messages into their mailboxes and gives the mailboxes. */
export async function deliver(
  database: Database,
  messages: readonly NewMessage[],
): Promise<string[]> {
  await database.transaction(client, (tx) =>
    ingestBatch(tx, [{ caller: client, messages, answer: {} }]),
  );
  const rows = await look<{ mailbox_id: string }>(
    database,
    `select mailbox_id from messages where id = any($1::text[]) and mailbox_id is not null
     order by array_position($1::text[], id)`,
    [messages.map(({ id }) => id)],
  );
  return [...new Set(rows.map((row) => row.mailbox_id))];
}

/** The answer of a turn that went well. */
export function answer(turn: Turn, content: JsonObject = { text: 'done' }): TurnOutcome {
  return {
    status: 'completed',
    events: [{ type: 'turn.started', data: { turn: turn.id } }],
    tokens: { input: 3, output: 5 },
    model: undefined,
    error: undefined,
    messages: [
      {
        id: createId('msg'),
        conversationId: turn.lease.conversationId,
        performative: 'inform',
        sender: turn.lease.agentName,
        receiver: turn.message.sender,
        inReplyTo: turn.message.id,
        content,
        hops: turn.message.hops + 1,
        acceptedAt: new Date().toISOString(),
        event: 'message.replied',
      },
    ],
  };
}

/** A mailbox as a worker named `owner` sees it. */
export function openMailbox(
  database: Database,
  owner: string,
  leaseMs = 10_000,
  mostCaused = 500,
): Mailbox {
  return new Mailbox(database, { owner, leaseMs, mostCaused });
}

/** Runs out a lease without waiting for it: as if its worker had hung for a minute. */
export async function runOut(database: Database, mailboxId: string): Promise<void> {
  await database.read(systemCaller, (tx) =>
    tx.rows(
      {
        name: 'test.run-out',
        text: `update mailboxes set lease_until = clock_timestamp() - interval '1 minute',
          rung_at = '-infinity' where id = $1`,
      },
      [mailboxId],
    ),
  );
}

/** One row of any query, for looking behind the curtain. */
export async function look<Row extends Record<string, unknown>>(
  database: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const name = `test.${createHash('sha1').update(text).digest('hex')}`;
  return database.read(systemCaller, (tx) => tx.rows<Row>({ name, text }, values));
}

/** Everything that was rung, and a channel inside the process. */
export function openAfterCommit(): {
  afterCommit: AfterCommit;
  rung: MailedMailbox[];
  channel: LiveChannel;
} {
  const rung: MailedMailbox[] = [];
  const listeners = new Map<string, Set<(event: never) => void>>();
  const channel: LiveChannel = {
    publish: (topic, event) => {
      for (const listener of listeners.get(topic) ?? []) listener(event as never);
    },
    subscribe: (topic, listener) => {
      const all = listeners.get(topic) ?? new Set();
      all.add(listener);
      listeners.set(topic, all);
      return () => all.delete(listener);
    },
  };
  return {
    afterCommit: new AfterCommit({ ring: (bells) => rung.push(...bells) }, channel),
    rung,
    channel,
  };
}

/** The messages whose turns are to stop, by one sweep. */
export async function sweptBy(sweep: CancelSweep): Promise<CancelOrder[]> {
  const told: CancelOrder[] = [];
  await sweep.run((order) => told.push(order));
  return told;
}

/** How a message stands for one who waits for its reply, and leaves. */
export async function outcomeOf(database: Database, messageId: string): Promise<Outcome> {
  const ear = new ReplyWaiter(database, openAfterCommit().channel).listen(
    client,
    AbortSignal.abort(),
  );
  try {
    return await ear.reply({ messageId, conversationId: 'unheard' }, 0);
  } finally {
    ear.close();
  }
}
