import { createHash } from 'node:crypto';
import { AfterCommit, MailboxSweep } from '#messaging';
import { readEnv, systemCaller } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { expiriesOf } from './expiries.js';
import { expiryRound } from './expiry-round.js';

const day = `interval '1 day'`;

/** Of each table: a row that has expired by the defaults, one that has not, and one that has not even ended. */
const rows = [
  `insert into idempotency_keys (workspace_id, principal, key, fingerprint, status_code, response, expires_at)
   values ('default', 'p', 'old', '', 200, '{}', now() - interval '1 s'),
     ('default', 'p', 'kept', '', 200, '{}', now() + interval '1 h')`,
  `insert into messages (workspace_id, id, conversation_id, seq, performative, sender, content, status, settled_at)
   values ('default', 'old', 'c', 1, 'request', 'p', '{}', 'completed', now() - 8 * ${day}),
     ('default', 'kept', 'c', 2, 'request', 'p', '{}', 'completed', now() - 6 * ${day}),
     ('default', 'open', 'c', 3, 'request', 'p', '{}', 'delivered', null)`,
  `insert into turn_steps (workspace_id, message_id, step_no, kind, name, request_hash, state, started_at)
   select 'default', id, 1, 'model', 'm', '', 'done', now() - 9 * ${day} from messages`,
  `insert into webhook_deliveries (id, workspace_id, webhook_id, type, status, settled_at, created_at)
   values ('old', 'default', 'w', 't', 'failed', now() - 16 * ${day}, now() - 20 * ${day}),
     ('kept', 'default', 'w', 't', 'delivered', now() - 14 * ${day}, now() - 20 * ${day}),
     ('open', 'default', 'w', 't', 'waiting', null, now() - 40 * ${day})`,
  `insert into batches (workspace_id, id, principal, fingerprint, accepted, refused, message_ids, results,
     created_at, completed_at)
   values ('default', 'old', 'p', '', 1, 0, '{old}', '[]', now() - 32 * ${day}, now() - 31 * ${day}),
     ('default', 'kept', 'p', '', 1, 0, '{kept}', '[]', now() - 32 * ${day}, now() - 29 * ${day}),
     ('default', 'open', 'p', '', 1, 0, '{open}', '[]', now() - 90 * ${day}, null)`,
  `insert into conversation_operations (workspace_id, id, action, filter, principal, status, created_at, ended_at)
   values ('default', 'old', 'archive', '{}', 'p', 'completed', now() - 40 * ${day}, now() - 31 * ${day}),
     ('default', 'kept', 'archive', '{}', 'p', 'cancelled', now() - 40 * ${day}, now() - 29 * ${day}),
     ('default', 'open', 'archive', '{}', 'p', 'running', now() - 90 * ${day}, null)`,
  `insert into trials (workspace_id, id, principal, capabilities, request, deadline, created_at)
   values ('default', 'old', 'p', '{}', '{}', now(), now() - interval '25 h'),
     ('default', 'kept', 'p', '{}', '{}', now(), now() - interval '23 h'),
     ('default', 'open', 'p', '{}', '{}', now(), now())`,
  `insert into usage_sums (workspace_id, span, at, agent_id)
   values ('default', 'hour', now() - 91 * ${day}, 'old'), ('default', 'hour', now() - 89 * ${day}, 'kept'),
     ('default', 'day', now() - 900 * ${day}, 'day'), ('default', 'ever', '-infinity', 'ever')`,
];

/** Nobody is told. */
const quiet = new AfterCommit(
  { ring: () => undefined },
  { publish: () => undefined, subscribe: () => () => undefined },
);

describe(expiriesOf, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    for (const text of rows) await look(text);
  });
  afterAll(() => opened.close());

  async function look(text: string): Promise<Record<string, unknown>[]> {
    const name = `test.${createHash('sha1').update(text).digest('hex')}`;
    return opened.database.read(systemCaller, (tx) => tx.rows({ name, text }));
  }
  const left = async (table: string, key: string): Promise<unknown[]> =>
    (await look(`select ${key} as key from ${table} order by 1`)).map((row) => row['key']);

  it('forgets what the machine noted when its time is over; what was said stays', async () => {
    const { database } = opened;
    const expiries = expiriesOf(database, new MailboxSweep(database, quiet), readEnv({}));
    await expiryRound(expiries, new AbortController().signal);

    expect(await left('idempotency_keys', 'key')).toEqual(['kept']);
    expect(await left('turn_steps', 'message_id')).toEqual(['kept', 'open']);
    for (const table of ['webhook_deliveries', 'batches', 'conversation_operations', 'trials']) {
      expect([table, ...(await left(table, 'id'))]).toEqual([table, 'kept', 'open']);
    }
    expect(await left('usage_sums', 'agent_id')).toEqual(['day', 'ever', 'kept']);
    expect(await left('messages', 'id')).toEqual(['kept', 'old', 'open']);
  });

  it('says whether more has expired than one statement forgets', async () => {
    await look(
      `insert into idempotency_keys (workspace_id, principal, key, fingerprint, status_code, response, expires_at)
       select 'default', 'p', 'many-' || n, '', 200, '{}', now() - interval '1 s' from generate_series(1, 1001) n`,
    );
    const [answers] = expiriesOf(
      opened.database,
      new MailboxSweep(opened.database, quiet),
      readEnv({}),
    );
    expect([await answers?.(), await answers?.()]).toEqual([true, false]);
  });
});
