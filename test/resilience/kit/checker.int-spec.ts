import { Client } from 'pg';
import { createMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.js';
import { describeWith } from '../../support/test-servers.js';
import { check, tell, type Witnesses } from './checker.js';
import type { Acknowledged } from './ledger.js';
import { rules } from './rules.js';

const columns = `(workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq, performative, sender,
  receiver, capability, in_reply_to, content, status, settled_at)`;

/** A conversation of two messages, both answered, as the server would leave it. */
const world = [
  `insert into agents (id, workspace_id, name, kind) values ('agt', 'default', 'Echo', 'code')`,
  `insert into conversations (workspace_id, id, status, message_count, last_seq, last_event)
   values ('default', 'talk', 'completed', 4, 4, 5)`,
  `insert into mailboxes (id, workspace_id, agent_id, conversation_id, last_seq)
   values (7, 'default', 'agt', 'talk', 2)`,
  `insert into messages ${columns} values
   ('default', 'm1', 'talk', 1, 7, 1, 'request', 'api_client', null, 'effect', null, '{"mark":"a"}', 'completed', '2030-01-01T00:00:01Z'),
   ('default', 'm2', 'talk', 2, 7, 2, 'request', 'api_client', null, 'effect', null, '{"mark":"b"}', 'completed', '2030-01-01T00:00:02Z'),
   ('default', 'r1', 'talk', 3, null, null, 'inform', 'Echo', 'api_client', null, 'm1', '{}', 'delivered', null),
   ('default', 'r2', 'talk', 4, null, null, 'inform', 'Echo', 'api_client', null, 'm2', '{}', 'delivered', null)`,
  `insert into events (workspace_id, conversation_id, seq, type, data)
   select 'default', 'talk', n, case n when 5 then 'conversation.completed' else 'message.accepted' end, '{}'
   from generate_series(1, 5) n`,
];

const message = (mark: string, number: number): Acknowledged => ({
  id: `m${String(number)}`,
  mark,
  conversation: 'talk',
  number,
  capability: 'effect',
});

const witnesses: Witnesses = {
  acknowledged: [message('a', 1), message('b', 2)],
  effects: new Map([
    ['a', new Set(['m1'])],
    ['b', new Set(['m2'])],
  ]),
};

/** One way to break each rule: what is done to the rows, or what is said to have been seen. */
const planted: Readonly<Record<string, string | Partial<Witnesses>>> = {
  'An acknowledged message is not stored.': {
    acknowledged: [...witnesses.acknowledged, { ...message('a', 3), id: 'gone' }],
  },
  'A message is stored more than once.': `
    insert into messages ${columns} values ('default', 'm1-again', 'talk', 5, 7, 3, 'request',
      'api_client', null, 'effect', null, '{"mark":"a"}', 'completed', '2030-01-01T00:00:03Z')`,
  'An acknowledged message has no answer.': `delete from messages where id = 'r2'`,
  'A message has more than one answer.': `
    insert into messages ${columns} values ('default', 'r1-again', 'talk', 5, null, null, 'failure',
      'Echo', 'api_client', null, 'm1', '{}', 'delivered', null)`,
  'A message has ended without a time, or has a time and has not ended.': `
    update messages set settled_at = null where id = 'm1'`,
  'Something outside was done under more than one key for one message.': {
    effects: new Map([...(witnesses.effects ?? []), ['a', new Set(['m1', 'm1-again'])]]),
  },
  'A completed message has no effect outside.': { effects: new Map([['b', new Set(['m2'])]]) },
  'A mailbox answered a later message before an earlier one.': `
    update messages set in_reply_to = case id when 'r1' then 'm2' else 'm1' end
    where id in ('r1', 'r2')`,
  'A mailbox ended a later message before an earlier one.': `
    update messages set settled_at = '2030-01-01T00:00:00Z' where id = 'm2'`,
  'A conversation holds messages in another order than they were sent in.': {
    acknowledged: [
      { ...message('a', 1), number: 2 },
      { ...message('b', 2), number: 1 },
    ],
  },
  'The count of a mailbox is not the number of messages that wait in it.': `
    update mailboxes set pending = 1`,
  'The count of a conversation is not the number of messages that wait in it.': `
    update conversations set pending = 1`,
  'A reply answers a message that does not exist.': `
    insert into messages ${columns} values ('default', 'r3', 'talk', 5, null, null, 'inform',
      'Echo', 'api_client', null, 'm3', '{}', 'delivered', null)`,
  'A message has two replies of one kind.': `
    insert into messages ${columns} values ('default', 'r1-again', 'talk', 5, null, null, 'inform',
      'Echo', 'Other', null, 'm1', '{}', 'delivered', null)`,
  'The events of a conversation have a gap, or a number twice.': `
    delete from events where seq = 3`,
  'The messages of a conversation have a gap, or a number twice.': `
    update conversations set last_seq = 5`,
  'A conversation in which nothing waits does not say that it is completed.': `
    update events set type = 'message.replied' where seq = 5`,
  'A message still waits.': `
    update messages set status = 'delivered', settled_at = null where id = 'm2'`,
};

describeWith(['postgres'], 'the checker', () => {
  let opened: MigratedDatabase;
  let client: Client;

  const run = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements) await client.query(statement);
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    client = new Client({ connectionString: opened.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await opened.close();
  });
  beforeEach(() => run('truncate agents, conversations, mailboxes, messages, events', ...world));

  it('finds nothing wrong where nothing is', async () => {
    expect(await check(opened.url, witnesses)).toEqual([]);
  });

  it.each(rules.map(({ says }) => says))('finds it: %s', async (says) => {
    const plant = planted[says];
    expect(plant).toBeDefined();
    if (typeof plant === 'string') await run(plant);
    const seen = typeof plant === 'string' ? witnesses : { ...witnesses, ...plant };
    const found = await check(opened.url, seen);
    expect(found.map((violation) => violation.says)).toContain(says);
    expect(tell(found).join('\n')).toContain(says);
  });
});
