import { ProtocolError, type BatchAccepted, type JsonObject, type SendMessage } from '#protocol';
import { fingerprintOf } from '#idempotency';
import { openDatabase, type Caller, type Database } from '#platform';
import type { RouteDecision } from '#agents';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { MailboxSweep } from '../mailbox/mailbox-sweep.js';
import {
  addAgent,
  answer,
  client,
  look,
  openAfterCommit,
  openMailbox,
} from '../messaging.fixture.js';
import { openMessaging, type Messaging } from '../open-messaging.js';
import type { BatchItem } from './batch-intake.js';
import type { BatchOrder, SentBatch } from './batch-sender.js';

const item = (more: Partial<SendMessage> = {}): BatchItem => ({
  command: { capability: 'echo', performative: 'request', content: { ask: 'x' }, ...more },
});

describe('batches', () => {
  let opened: MigratedDatabase;
  let other: Database;
  let agent: { id: string; name: string };
  let messaging: Messaging;
  const { afterCommit, channel, rung } = openAfterCommit();

  /** Nobody does what is called missing. */
  const router = {
    route: (_caller: Caller, { capability = '' }): Promise<RouteDecision> => {
      if (capability === 'missing')
        throw new ProtocolError('INVALID_CAPABILITY', 'Nobody does that');
      const decided = { strategy: 'best_match' as const, reason: 'the only one', candidates: [] };
      return Promise.resolve({ ...decided, agents: [{ ...agent, versionNumber: 1 }] });
    },
  };
  const open = (database: Database, capability = 0): Messaging =>
    openMessaging({
      ...{ database, router, channel, isEmbedded: false },
      ...{ bell: { ring: (bells) => rung.push(...bells) }, limits: { server: 0, capability } },
    });

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    other = await openDatabase({
      ...{ url: opened.url, pool: 5, entities: [], sessionLimits: true },
      onPoolError: () => undefined,
    });
    agent = await addAgent(opened.database, 'Echo');
    messaging = open(opened.database);
  });
  afterAll(async () => {
    await other.close();
    await opened.close();
  });

  const orderOf = (items: readonly BatchItem[], more: Partial<BatchOrder> = {}): BatchOrder => ({
    ...{ batchId: undefined, items, idempotency: undefined, hops: 0 },
    fingerprint: fingerprintOf('POST', '/batch', items),
    tell: ({ code, message }) => ({ code, message }),
    ...more,
  });
  const send = (items: readonly BatchItem[], more?: Partial<BatchOrder>): Promise<SentBatch> =>
    messaging.batchSender.send(client, orderOf(items, more));
  const codesOf = ({ results }: BatchAccepted): string[] =>
    results.map((result) => (result.status === 'accepted' ? 'accepted' : result.error.code));
  const stored = async (conversation: string): Promise<number> => {
    const rows = await look<{ count: number }>(
      opened.database,
      'select count(*)::int as count from messages where conversation_id = $1',
      [conversation],
    );
    return rows[0]?.count ?? -1;
  };
  /** Answers every message of a conversation, as a worker does. */
  async function work(conversation: string): Promise<void> {
    const mailbox = openMailbox(opened.database, 'wrk-test');
    const [row] = await look<{ id: string }>(
      opened.database,
      'select id from mailboxes where conversation_id = $1',
      [conversation],
    );
    let turn = await mailbox.claim(row?.id ?? '');
    while (turn !== undefined) turn = (await mailbox.commit(turn, answer(turn), true)).next;
  }

  it('stores what is accepted in one transaction, in order, and refuses the rest one by one', async () => {
    rung.length = 0;
    const { answer: given } = await send(
      [
        item({ conversation_id: 'mixed', content: { n: 0 } }),
        item({ capability: 'missing' }),
        { refusal: new ProtocolError('INVALID_REQUEST', 'content is required') },
        item({ conversation_id: 'mixed', content: { n: 3 } }),
      ],
      { batchId: 'mixed' },
    );
    expect(given).toMatchObject({ batch_id: 'mixed', accepted: 2, refused: 2 });
    expect(codesOf(given)).toEqual([
      'accepted',
      'INVALID_CAPABILITY',
      'INVALID_REQUEST',
      'accepted',
    ]);
    const rows = await look<{ content: JsonObject; writer: string }>(
      opened.database,
      `select content, xmin::text as writer from messages where conversation_id = 'mixed' order by seq`,
    );
    expect(rows.map(({ content }) => content['n'])).toEqual([0, 3]);
    const [batch] = await look<{ writer: string }>(
      opened.database,
      `select xmin::text as writer from batches where id = 'mixed'`,
    );
    expect(new Set([batch?.writer, ...rows.map(({ writer }) => writer)]).size).toBe(1);
    expect(rung).toHaveLength(1);
  });

  it('answers the same batch again as the first time, through any process, and stores it once', async () => {
    const items = [item({ conversation_id: 'twice' }), item({ capability: 'missing' })];
    const elsewhere = open(other);
    const all = await Promise.all(
      [messaging, elsewhere, messaging, elsewhere].map(({ batchSender }) =>
        batchSender.send(client, orderOf(items, { batchId: 'twice' })),
      ),
    );
    for (const { answer: given } of all) expect(given).toEqual(all[0]?.answer);
    expect(all.filter(({ replayed }) => replayed)).toHaveLength(3);
    expect(await stored('twice')).toBe(1);
    const others = send([item()], { batchId: 'twice' });
    await expect(others).rejects.toMatchObject({ code: 'BATCH_ID_CONFLICT', status: 409 });
  });

  it('answers the same Idempotency-Key again, and refuses it for other messages', async () => {
    const idempotency = { key: 'k', fingerprint: 'f', statusCode: 202, keepForMs: 60_000 };
    const first = await send([item({ conversation_id: 'keyed' })], { idempotency });
    const again = await send([item({ conversation_id: 'keyed' })], { idempotency });
    expect([again.answer, again.replayed]).toEqual([first.answer, true]);
    expect(await stored('keyed')).toBe(1);
    const reused = send([item()], { idempotency: { ...idempotency, fingerprint: 'g' } });
    await expect(reused).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  it('lets in exactly as many as there is room for, and none at all only as a whole', async () => {
    agent = await addAgent(opened.database, 'Narrow');
    const narrow = open(opened.database, 3);
    const capability = 'narrow';
    const items = Array.from({ length: 5 }, () => item({ capability }));
    const { answer: given } = await narrow.batchSender.send(client, orderOf(items));
    expect(codesOf(given)).toEqual([
      ...['accepted', 'accepted', 'accepted', 'BACKLOG_FULL', 'BACKLOG_FULL'],
    ]);
    const full = narrow.batchSender.send(client, orderOf(items, { batchId: 'full' }));
    await expect(full).rejects.toMatchObject({
      ...{ code: 'BACKLOG_FULL', status: 429 },
      details: { retry_after: expect.any(Number) as number },
    });
    await expect(narrow.batches.get(client, 'full', { limit: 0 })).rejects.toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
  });

  it('keeps no batch of which nothing is accepted, so that its id may be used again', async () => {
    const refused = await send([item({ capability: 'missing' })], { batchId: 'again' });
    expect(refused.answer).toMatchObject({ accepted: 0, refused: 1 });
    const sent = await send([item()], { batchId: 'again' });
    expect([sent.replayed, sent.answer.accepted]).toEqual([false, 1]);
  });

  it('takes a message_id that is stored already for that message, and refuses other words under it', async () => {
    const said = item({ message_id: 'msg-known', conversation_id: 'known' });
    const first = await send([said]);
    const { answer: given } = await send([
      said,
      item({ message_id: 'msg-known', conversation_id: 'known', content: { other: true } }),
      item({ message_id: 'msg-new', conversation_id: 'known' }),
      item({ message_id: 'msg-new', conversation_id: 'known' }),
    ]);
    expect(codesOf(given)).toEqual([
      ...['accepted', 'MESSAGE_ID_CONFLICT', 'accepted', 'MESSAGE_ID_CONFLICT'],
    ]);
    expect(given.results[0]).toEqual(first.answer.results[0]);
    expect(await stored('known')).toBe(2);
  });

  it('tells how far it has come and what was answered, page by page', async () => {
    agent = await addAgent(opened.database, 'Worker');
    const items = ['one', 'two', 'three'].map((id) => item({ conversation_id: `seen-${id}` }));
    await send([...items, item({ capability: 'missing' })], { batchId: 'seen' });
    await work('seen-one');
    const { batches } = messaging;
    const first = await batches.get(client, 'seen', { limit: 2 });
    expect(first).toMatchObject({
      ...{ status: 'active', accepted: 3, refused: 1, progress: 0.333 },
      counts: { completed: 1, delivered: 2, processing: 0, failed: 0 },
      results: [
        { index: 0, state: 'completed', reply: { sender: 'Worker', content: { text: 'done' } } },
        { index: 1, state: 'delivered', reply: null },
      ],
    });
    const mailbox = openMailbox(opened.database, 'wrk-test');
    const [row] = await look<{ id: string }>(
      opened.database,
      `select id from mailboxes where conversation_id = 'seen-two'`,
    );
    const turn = await mailbox.claim(row?.id ?? '');
    const cursor = first.next_cursor ?? '';
    const next = await batches.get(client, 'seen', { limit: 2, cursor });
    expect(next.counts).toMatchObject({ completed: 1, delivered: 1, processing: 1 });
    expect(next.results).toMatchObject([
      { index: 2, status: 'accepted' },
      { index: 3, status: 'refused', error: { code: 'INVALID_CAPABILITY' } },
    ]);
    expect(next.next_cursor).toBeUndefined();
    if (turn !== undefined) await mailbox.commit(turn, answer(turn), false);
    await work('seen-three');
    const done = await batches.get(client, 'seen', { limit: 0 });
    expect(done).toMatchObject({ status: 'completed', progress: 1, results: [] });
  });

  it('cancels what is open of it and leaves what has ended', async () => {
    agent = await addAgent(opened.database, 'Stopped');
    const items = ['a', 'b', 'c'].map((id) => item({ conversation_id: `stop-${id}` }));
    await send(items, { batchId: 'stop' });
    await work('stop-a');
    const counts = { cancelled: 2, cancelling: 0, settled: 1 };
    const cancel = (): Promise<unknown> => messaging.batches.cancel(client, 'stop', 'Too late');
    expect(await cancel()).toEqual({ batch_id: 'stop', outcome: 'cancelled', counts });
    expect(await cancel()).toMatchObject({ counts });
    const { counts: seen } = await messaging.batches.get(client, 'stop', { limit: 0 });
    expect(seen).toMatchObject({ completed: 1, cancelled: 2 });
  });

  it('cancels hundreds in a few transactions, with what they caused and nothing beside them (issue 7)', async () => {
    agent = await addAgent(opened.database, 'Flooded');
    const items = Array.from({ length: 250 }, (_, n) =>
      item({ conversation_id: `flood-${String(n % 200)}` }),
    );
    await send(items, { batchId: 'flood' });
    await send([item({ conversation_id: 'flood-7' })], { batchId: 'beside' });
    const commits = async (): Promise<number> => {
      await look(opened.database, 'select pg_stat_force_next_flush()');
      const [row] = await look(
        opened.database,
        `select xact_commit::int as n from pg_stat_database where datname = current_database()`,
      );
      return Number(row?.['n']);
    };
    const before = await commits();
    const counts = { cancelled: 250, cancelling: 0, settled: 0 };
    expect(await messaging.batches.cancel(client, 'flood', 'Enough')).toMatchObject({ counts });
    expect((await commits()) - before).toBeLessThan(60);

    const rows = await look(
      opened.database,
      `select c.status, c.pending, c.last_event::int, (select count(*)::int from events e
         where e.conversation_id = c.id) as events, (select count(*)::int from messages m
         where m.conversation_id = c.id and m.performative = 'failure') as failures
       from conversations c where c.id in ('flood-3', 'flood-7', 'flood-199') order by c.id`,
    );
    expect(rows).toEqual([
      { status: 'completed', pending: 0, last_event: 4, events: 4, failures: 1 },
      { status: 'completed', pending: 0, last_event: 7, events: 7, failures: 2 },
      { status: 'active', pending: 1, last_event: 7, events: 7, failures: 2 },
    ]);
    const { counts: left } = await messaging.batches.get(client, 'beside', { limit: 0 });
    expect(left).toMatchObject({ delivered: 1, cancelled: 0 });
  });

  it('is noted as ended once, by the sweep of any worker, and webhooks are told in the same moment', async () => {
    await look(
      opened.database,
      `insert into webhooks (id, workspace_id, url, log_types, secret, created_by)
       values ('whk-1', 'default', 'https://nowhere.invalid', '{batch.completed}', 's', 'test')`,
    );
    await look(opened.database, `delete from batches where id not in ('seen', 'twice')`);
    const sweeps = [opened.database, other].map((one) => new MailboxSweep(one, afterCommit));
    const ended = await Promise.all(sweeps.map((sweep) => sweep.endBatches()));
    expect(ended.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await sweeps[0]?.endBatches()).toBe(0);
    const told = await look(
      opened.database,
      `select data from webhook_deliveries where type = 'batch.completed'`,
    );
    expect(told).toEqual([{ data: { batch_id: 'seen', accepted: 3, refused: 1, hops: 0 } }]);
    const { batches: list } = await messaging.batches.list(client, { limit: 10 });
    expect(list.map(({ batch_id: id, status }) => [id, status])).toEqual([
      ['seen', 'completed'],
      ['twice', 'active'],
    ]);
  });

  it('shows whoever is bounded their own batches only', async () => {
    const bounded: Caller = { ...client, principal: 'seller', grants: { capabilities: ['echo'] } };
    await messaging.batchSender.send(bounded, orderOf([item()], { batchId: 'theirs' }));
    const { batches: theirs } = await messaging.batches.list(bounded, { limit: 10 });
    expect(theirs.map(({ batch_id: id }) => id)).toEqual(['theirs']);
    await expect(messaging.batches.get(bounded, 'seen', { limit: 1 })).rejects.toMatchObject({
      code: 'BATCH_NOT_FOUND',
    });
    const strangers: Caller = { workspace: 'elsewhere', principal: client.principal };
    expect(await messaging.batches.list(strangers, { limit: 10 })).toEqual({ batches: [] });
  });

  it('takes 500 at once, each with a conversation of its own', async () => {
    agent = await addAgent(opened.database, 'Busy');
    const items = Array.from({ length: 500 }, () => item());
    const { answer: given } = await send(items, { batchId: 'large' });
    expect(given.accepted).toBe(500);
    const { counts } = await messaging.batches.get(client, 'large', { limit: 0 });
    expect(counts).toMatchObject({ delivered: 500, completed: 0 });
  });
});
