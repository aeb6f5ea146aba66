import { Client } from 'pg';
import { ProtocolError } from '#protocol';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { addAgent, client, look, request } from '../messaging.fixture.js';
import { GroupCommit } from './group-commit.js';
import type { Submission } from './submission.js';

const silent = { mailArrived: () => undefined };
const settings = { maxBatch: 200, maxInFlight: 4, maxWaiting: 2_000 };

describe(GroupCommit.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let groupCommit: GroupCommit;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    groupCommit = new GroupCommit(opened.database, settings, silent);
  });
  afterAll(() => opened.close());

  function submission(conversation: string, extra: Partial<Submission> = {}): Submission {
    return { caller: client, messages: [request(agent, conversation)], answer: {}, ...extra };
  }

  it('numbers the messages and events of many requests without gaps', async () => {
    const conversations = ['a', 'b', 'c', 'd'];
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        groupCommit.submit(submission(conversations[n % 4] ?? '')),
      ),
    );
    const rows = await look(
      opened.database,
      `select m.conversation_id as id, min(m.seq)::int as first, max(m.seq)::int as last,
         count(distinct m.seq)::int as numbers, count(distinct m.mailbox_seq)::int as places,
         (select max(e.seq)::int from events e where e.conversation_id = m.conversation_id) as events,
         (select pending from mailboxes b where b.conversation_id = m.conversation_id) as pending
       from messages m group by m.conversation_id order by 1`,
    );
    expect(rows).toEqual(
      conversations.map((id) => ({
        id,
        first: 1,
        last: 50,
        numbers: 50,
        places: 50,
        events: 50,
        pending: 50,
      })),
    );
  });

  it('stores the neighbours of a submission that Postgres refuses', async () => {
    const bad = submission('with \u0000 inside');
    const outcomes = await Promise.allSettled([
      groupCommit.submit(submission('good-1')),
      groupCommit.submit(bad),
      groupCommit.submit(submission('good-2')),
      groupCommit.submit(submission('good-3')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    const rows = await look(
      opened.database,
      `select id from conversations where id like 'good-%' order by id`,
    );
    expect(rows.map(({ id }) => id)).toEqual(['good-1', 'good-2', 'good-3']);
  });

  it('answers a repeated key with the answer of the first and stores nothing', async () => {
    const idempotency = { key: 'key-1', fingerprint: 'f', statusCode: 200, keepForMs: 60_000 };
    const first = submission('once', { idempotency, answer: { message_id: 'the first' } });
    expect(await groupCommit.submit(first)).toMatchObject({ kind: 'accepted' });
    const again = submission('once', { idempotency, answer: { message_id: 'the second' } });
    expect(await groupCommit.submit(again)).toEqual({
      kind: 'repeated',
      saved: { fingerprint: 'f', statusCode: 200, response: { message_id: 'the first' } },
    });
    const rows = await look(
      opened.database,
      `select id from messages where conversation_id = 'once'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('stores one of two requests that carry the same key through two processes at once', async () => {
    const other = new GroupCommit(opened.database, settings, silent);
    const idempotency = { key: 'key-2', fingerprint: 'f', statusCode: 200, keepForMs: 60_000 };
    const receipts = await Promise.all([
      groupCommit.submit(submission('race', { idempotency })),
      other.submit(submission('race', { idempotency })),
    ]);
    expect(receipts.map(({ kind }) => kind).sort()).toEqual(['accepted', 'repeated']);
  });

  it('stores one of two messages with the same chosen id through two processes at once', async () => {
    const other = new GroupCommit(opened.database, settings, silent);
    const make = (): Submission => {
      const message = { ...request(agent, 'chosen'), id: 'mine-1', fingerprint: 'f' };
      return submission('chosen', {
        messages: [message],
        chosenId: { id: 'mine-1', fingerprint: 'f' },
      });
    };
    const receipts = await Promise.all([groupCommit.submit(make()), other.submit(make())]);
    expect(receipts.map(({ kind }) => kind).sort()).toEqual(['accepted', 'known']);
  });

  it('tells the client to come back when too many wait', async () => {
    const small = new GroupCommit(opened.database, { ...settings, maxWaiting: 2 }, silent);
    const first = small.submit(submission('full-1'));
    const second = small.submit(submission('full-2'));
    expect(() => small.submit(submission('full-3'))).toThrow(ProtocolError);
    await Promise.all([first, second]);
  });

  it('tells a client in time that its message is not known to be stored, and goes on', async () => {
    const patience = { ...settings, maxInFlight: 1, patienceMs: 300 };
    const hasty = new GroupCommit(opened.database, patience, silent);
    const locker = new Client({ connectionString: opened.url });
    await locker.connect();
    await locker.query('begin');
    await locker.query('lock table conversations in access exclusive mode');
    const begun = hasty.submit(submission('slow-1'));
    const outcomes = [begun.catch((error: unknown) => error)];
    await new Promise((resolve) => setImmediate(resolve));
    outcomes.push(hasty.submit(submission('slow-2')).catch((error: unknown) => error));
    const [first, second] = await Promise.all(outcomes);
    await locker.query('rollback');
    await locker.end();
    expect(first).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('may have') as unknown,
    });
    expect(second).toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('was not stored') as unknown,
    });
    expect(await hasty.submit(submission('slow-3'))).toMatchObject({ kind: 'accepted' });
    const stored = await look(opened.database, `select id from conversations where id = 'slow-2'`);
    expect(stored).toEqual([]);
  });

  it('lets neighbours of a repetition whose first request is still running go ahead', async () => {
    const holder = new Client({ connectionString: opened.url });
    await holder.connect();
    await holder.query('begin');
    await holder.query(
      `select pg_advisory_xact_lock(hashtextextended('default api_client busy-key', 7))`,
    );
    const claim = { key: 'busy-key', fingerprint: 'f', statusCode: 200, keepForMs: 60_000 };
    const repetition = groupCommit.submit(submission('busy', { idempotency: claim }));
    const ended: string[] = [];
    const outcomes = await Promise.allSettled([
      repetition.finally(() => ended.push('repetition')),
      groupCommit.submit(submission('beside')).finally(() => ended.push('neighbour')),
    ]);
    await holder.query('rollback');
    await holder.end();
    expect(ended).toEqual(['neighbour', 'repetition']);
    expect(outcomes[0]).toMatchObject({ reason: { code: 'IDEMPOTENCY_IN_PROGRESS', status: 409 } });
    expect(await groupCommit.submit(submission('busy', { idempotency: claim }))).toMatchObject({
      kind: 'accepted',
    });
  });

  it('rings for what it stored, also when whoever sent it first gave up waiting', async () => {
    const rung: number[] = [];
    const listener = {
      mailArrived: (_workspace: string, rings: readonly unknown[], logs: readonly unknown[]) => {
        rung.push(rings.length, logs.length);
      },
    };
    const patience = { ...settings, patienceMs: 300 };
    const hasty = new GroupCommit(opened.database, patience, listener);
    const locker = new Client({ connectionString: opened.url });
    await locker.connect();
    await locker.query('begin');
    await locker.query('lock table conversations in access exclusive mode');
    const given = ['given-up-1', 'given-up-2'].map((name) => hasty.submit(submission(name)));
    const outcomes = await Promise.allSettled(given);
    await locker.query('rollback');
    await locker.end();
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await eventually(
      () => Promise.resolve(rung),
      (counts) => counts.length > 0,
    );
    expect(rung).toEqual([2, 2]);
  });
});
