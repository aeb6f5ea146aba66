import { createId, systemCaller, type Caller } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { ConversationLog } from '../conversation/conversation-log.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import { ConversationKeeping, type KeepingOrder } from './conversation-keeping.js';

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

describe(ConversationKeeping.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let keeping: ConversationKeeping;
  let log: ConversationLog;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    keeping = new ConversationKeeping(opened.database);
    log = new ConversationLog(opened.database);
  });
  beforeEach(() => look(opened.database, 'truncate conversations, messages, events, mailboxes'));
  afterAll(() => opened.close());

  const orderOf = (
    action: KeepingOrder['action'],
    filter: Partial<KeepingOrder['filter']> = {},
  ): KeepingOrder => ({
    action,
    filter: {
      ...{ before: inAnHour(), agent: undefined, capability: undefined },
      ...{ isArchived: action !== 'archive', ...filter },
    },
  });
  /** A conversation in which a message waits. */
  async function begin(id: string): Promise<string> {
    const [mailbox = ''] = await deliver(opened.database, [request(agent, id)]);
    return mailbox;
  }
  async function talk(id: string): Promise<void> {
    const mailbox = openMailbox(opened.database, 'wrk-test');
    const turn = await mailbox.claim(await begin(id));
    if (turn !== undefined) await mailbox.commit(turn, answer(turn), false);
  }
  /** Many conversations that have ended long ago, as if they had been talked. */
  const sow = (count: number): Promise<unknown> =>
    look(
      opened.database,
      `insert into conversations (workspace_id, id, status, participants, created_at, last_activity_at)
       select 'default', 'old-' || n, 'completed', '{api_client,Echo}', now() - interval '30 days',
         now() - interval '29 days' from generate_series(1, $1::int) n`,
      [count],
    );
  const listed = async (status?: 'archived'): Promise<string[]> => {
    const page = await log.list(client, { status }, { limit: 100 });
    return page.conversations.map(({ id }) => id).sort();
  };

  it('archives what has ended and leaves what is pending; a message brings it back', async () => {
    await talk('done');
    await begin('open');
    const done = await keeping.begin(client, orderOf('archive'));
    expect(done).toMatchObject({ action: 'archive', status: 'completed', count: 1 });
    expect([await listed(), await listed('archived')]).toEqual([['open'], ['done']]);
    const read = await log.get(client, 'done', { limit: 10 });
    expect(read).toMatchObject({ status: 'archived', message_count: 2 });
    expect(read.archived).toBeDefined();
    await begin('done');
    expect([await listed(), await listed('archived')]).toEqual([['done', 'open'], []]);
    expect((await log.get(client, 'done', { limit: 1 })).archived).toBeUndefined();
  });

  it('means only what is older, and those of an agent or a capability, and a dry run counts them', async () => {
    await sow(3);
    await talk('new');
    const before = new Date(Date.now() - 20 * 86_400_000).toISOString();
    const rehearse = async (filter: Partial<KeepingOrder['filter']>): Promise<number> =>
      (await keeping.rehearse(client, orderOf('archive', filter))).count;
    expect(await rehearse({ before })).toBe(3);
    expect(await rehearse({ before: inAnHour() })).toBe(4);
    expect(await rehearse({ agent: 'Nobody' })).toBe(0);
    expect(await rehearse({ agent: 'Echo' })).toBe(4);
    expect(await rehearse({ capability: 'echo' })).toBe(1);
    expect(await listed('archived')).toEqual([]);
    const none = await look(opened.database, 'select id from conversation_operations');
    const { count } = await keeping.begin(client, orderOf('archive', { before }));
    expect(count).toBe(3);
    expect(await listed()).toEqual(['new']);
    expect(none.length).toBeLessThan(2);
  });

  it('goes on in portions of any worker until all of it is done, and stops when it is cancelled', async () => {
    await sow(1_700);
    const { operation_id: id, status, count } = await keeping.begin(client, orderOf('archive'));
    expect([status, count]).toEqual(['running', 500]);
    const both = [keeping, new ConversationKeeping(opened.database)];
    await Promise.all(both.map((one) => one.portion(systemCaller)));
    let portions = 0;
    while (await keeping.portion(systemCaller)) portions += 1;
    expect(portions).toBeLessThanOrEqual(3);
    expect(await keeping.get(client, id ?? '')).toMatchObject({
      status: 'completed',
      count: 1_700,
    });
    const restoring = await keeping.begin(client, orderOf('restore'));
    expect(restoring).toMatchObject({ status: 'running', count: 500 });
    const cancelled = await keeping.cancel(client, restoring.operation_id ?? '');
    expect(cancelled).toMatchObject({ status: 'cancelled', count: 500 });
    expect(await keeping.portion(systemCaller)).toBe(false);
  });

  it('restores those that are named, and no others', async () => {
    await sow(4);
    await keeping.begin(client, orderOf('archive'));
    const order = { ...orderOf('restore'), ids: ['old-2', 'old-4', 'unknown'] };
    expect(await keeping.begin(client, order)).toMatchObject({ status: 'completed', count: 2 });
    expect(await listed()).toEqual(['old-2', 'old-4']);
  });

  it('restores of those that are named what the filter means, as a dry run counts them', async () => {
    await talk('talked');
    await sow(2);
    await keeping.begin(client, orderOf('archive'));
    const filter = { ...orderOf('restore').filter, before: undefined, capability: 'echo' };
    const order = { action: 'restore', filter, ids: ['talked', 'old-1'] } as const;
    expect(await keeping.rehearse(client, order)).toMatchObject({ count: 1, is_whole: true });
    expect(await keeping.begin(client, order)).toMatchObject({ count: 1, status: 'completed' });
    expect(await listed('archived')).toEqual(['old-1', 'old-2']);
  });

  it('deletes with a conversation all that was said and done in it, and nothing else', async () => {
    await talk('gone');
    await talk('kept');
    await keeping.one(client, 'archive', 'gone');
    const { count } = await keeping.begin(client, orderOf('delete'));
    expect(count).toBe(1);
    for (const table of ['conversations', 'messages', 'events', 'mailboxes']) {
      const column = table === 'conversations' ? 'id' : 'conversation_id';
      const rows = await look(opened.database, `select distinct ${column} as id from ${table}`);
      expect([table, rows]).toEqual([table, [{ id: 'kept' }]]);
    }
  });

  it('lets a conversation that was deleted begin anew under its id, its webhooks told from the start', async () => {
    await look(
      opened.database,
      `insert into webhooks (id, workspace_id, url, log_types, secret, created_by)
       values ('whk-1', 'default', 'https://example.com/', '{message.accepted,message.completed}', 's', 'p')`,
    );
    const told = (): Promise<object[]> =>
      look(
        opened.database,
        'select conversation_id as id, event_seq::int as seq from webhook_deliveries',
      );
    await talk('again');
    const before = await told();
    await keeping.one(client, 'archive', 'again');
    await keeping.one(client, 'delete', 'again');
    expect(await told()).toEqual([]);
    await talk('again');
    expect(await told()).toEqual(before);
    expect(before).not.toEqual([]);
  });

  it('refuses to archive or delete one in which something is pending, and what does not exist', async () => {
    await begin('open');
    for (const action of ['archive', 'delete'] as const) {
      const refused = keeping.one(client, action, 'open');
      await expect(refused).rejects.toMatchObject({ code: 'CONVERSATION_ACTIVE', status: 409 });
      const unknown = keeping.one(client, action, 'unknown');
      await expect(unknown).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
    }
    expect(await keeping.one(client, 'restore', 'open')).toMatchObject({ status: 'active' });
  });

  it('waits for nobody: a conversation that somebody writes to is passed by', async () => {
    await sow(2);
    await opened.database.transaction(client, async (tx) => {
      await tx.rows({
        name: 'test.hold',
        text: `select id from conversations where id = 'old-1' for update`,
      });
      const { count } = await keeping.begin(client, orderOf('archive'));
      expect(count).toBe(1);
    });
    expect(await listed()).toEqual(['old-1']);
  });

  it('does it for whoever sees all conversations of the workspace, and in that workspace', async () => {
    await sow(1);
    const bounded: Caller = { ...client, grants: { capabilities: ['echo'] } };
    const order = orderOf('archive');
    for (const attempt of [
      () => keeping.begin(bounded, order),
      () => keeping.rehearse(bounded, order),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'NOT_GRANTED' });
    }
    const { operation_id: begun } = await keeping.begin(client, orderOf('restore'));
    for (const attempt of [
      () => keeping.get(bounded, begun ?? ''),
      () => keeping.cancel(bounded, begun ?? ''),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'OPERATION_NOT_FOUND' });
    }
    expect(await keeping.list(bounded)).toEqual({ operations: [] });
    const stranger: Caller = { ...client, workspace: 'elsewhere' };
    expect(await keeping.begin(stranger, orderOf('archive'))).toMatchObject({ count: 0 });
    const unknown = keeping.get(stranger, createId('opn'));
    await expect(unknown).rejects.toMatchObject({ code: 'OPERATION_NOT_FOUND' });
    expect(await listed()).toEqual(['old-1']);
  });

  it('goes on with others when a portion of one fails', async () => {
    await sow(1_200);
    await look(
      opened.database,
      `create function refuse_archive() returns trigger language plpgsql as
         $$ begin raise exception 'There is no room.'; end $$`,
    );
    await look(
      opened.database,
      `create trigger refuse_archive before update on conversations for each row
       when (new.id = 'old-777') execute function refuse_archive()`,
    );
    const failing = await keeping.begin(client, orderOf('archive', { agent: 'Echo' }));
    const other = await keeping.begin(client, orderOf('archive', { capability: 'nothing-known' }));
    expect([failing.status, other.status]).toEqual(['running', 'running']);
    await expect(keeping.portion(systemCaller)).rejects.toThrow('There is no room.');
    await keeping.portion(systemCaller);
    const { status } = await keeping.get(client, other.operation_id ?? '');
    expect(status).toBe('completed');
    await look(opened.database, 'drop trigger refuse_archive on conversations');
    await keeping.cancel(client, failing.operation_id ?? '');
  });
});
