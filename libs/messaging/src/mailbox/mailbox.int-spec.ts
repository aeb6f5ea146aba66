import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { Tx } from '#platform';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
  runOut,
  setStatus,
} from '../messaging.fixture.js';
import { ConversationLog } from '../conversation/conversation-log.js';
import { ingestBatch } from '../ingest/ingest.repository.js';
import { LeaseLost } from '../messaging.errors.js';
import { Mailbox } from './mailbox.js';
import { MailboxSweep } from './mailbox-sweep.js';
import type { Turn } from './turn.js';

describe(Mailbox.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let mailbox: Mailbox;
  let count = 0;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    mailbox = openMailbox(opened.database, 'worker-1');
  });
  afterAll(() => opened.close());

  async function fill(
    messages: number,
  ): Promise<{ id: string; texts: string[]; conversation: string }> {
    const conversation = `conv-${String((count += 1))}`;
    const texts = Array.from({ length: messages }, (_, index) => `message ${String(index)}`);
    const [id] = await deliver(
      opened.database,
      texts.map((text) => request(agent, conversation, { text })),
    );
    return { id: id ?? '', texts, conversation };
  }

  async function claim(id: string): Promise<Turn> {
    const turn = await mailbox.claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  it('gives a message to one turn only, however many ask at once', async () => {
    const { id } = await fill(3);
    const turns = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        openMailbox(opened.database, `worker-${String(n)}`).claim(id),
      ),
    );
    expect(turns.filter((turn) => turn !== undefined)).toHaveLength(1);
  });

  it('gives messages in the order they were accepted, under one lease', async () => {
    const { id, texts } = await fill(4);
    const seen: unknown[] = [];
    let turn: Turn | undefined = await claim(id);
    while (turn !== undefined) {
      seen.push(turn.message.content['text']);
      turn = (await mailbox.commit(turn, answer(turn), true)).next;
    }
    expect(seen).toEqual(texts);
    expect(await mailbox.claim(id)).toBeUndefined();
  });

  it('keeps the earlier of an instant and a time, counted by the clock of Postgres', async () => {
    const conversation = 'dated';
    const dated = (more: object) => ({ ...request(agent, conversation), ...more });
    const soon = new Date(Date.now() + 60_000).toISOString();
    const messages = [
      dated({ timeoutMs: 5_000, replyBy: soon }),
      dated({ timeoutMs: 366 * 86_400_000, replyBy: soon }),
      dated({ timeoutMs: 5_000 }),
      dated({}),
    ];
    await deliver(opened.database, messages);
    const rows = await look<{ left: number | null }>(
      opened.database,
      `select round(extract(epoch from reply_by - clock_timestamp()))::int as left from messages
       where conversation_id = $1 order by seq`,
      [conversation],
    );
    const left = rows.map((row) => row.left);
    expect(left[0]).toBeLessThanOrEqual(5);
    expect(left[1]).toBeGreaterThan(30);
    expect(left[2]).toBeLessThanOrEqual(5);
    expect(left[3]).toBeNull();
  });

  it('bounds what a turn asks by the deadline of its message, or of the one that it answers', async () => {
    const conversation = 'bounded';
    const asked = { ...request(agent, conversation), timeoutMs: 60_000 };
    const told = { ...request(agent, conversation), performative: 'inform' as const };
    const [mailboxId = ''] = await deliver(opened.database, [
      asked,
      { ...told, causeId: asked.id, inReplyTo: asked.id },
    ]);
    const first = await claim(mailboxId);
    expect(first.message.timeLeft).toBeGreaterThan(0);
    const { next } = await mailbox.commit(first, answer(first), true);
    expect(next?.message.timeLeft).toBeUndefined();
    expect(next?.message.deadline).toEqual(first.message.deadline);
    expect(first.message.deadline).toBeInstanceOf(Date);
  });

  it('lets the lease go after a commit that wants no more', async () => {
    const { id } = await fill(2);
    const first = await claim(id);
    const { next } = await mailbox.commit(first, answer(first), false);
    expect(next).toBeUndefined();
    expect((await claim(id)).message.content['text']).toBe('message 1');
  });

  it('writes the answer, the end of the message and the log in one commit', async () => {
    const { id, conversation } = await fill(1);
    const turn = await claim(id);
    const { completed, lastEvent } = await mailbox.commit(turn, answer(turn), true);
    expect({ completed, lastEvent }).toEqual({ completed: true, lastEvent: 4 });
    const events = await look(
      opened.database,
      `select seq::int, type from events where conversation_id = $1 order by seq`,
      [conversation],
    );
    expect(events).toEqual([
      { seq: 1, type: 'message.accepted' },
      { seq: 2, type: 'turn.started' },
      { seq: 3, type: 'message.replied' },
      { seq: 4, type: 'conversation.completed' },
    ]);
    const log = await new ConversationLog(opened.database).get(client, conversation, { limit: 10 });
    expect(log).toMatchObject({
      status: 'completed',
      pending: 0,
      message_count: 2,
      participants: ['api_client', 'Echo'],
      messages: [{ sender: 'api_client', status: 'completed' }, { sender: 'Echo' }],
    });
  });

  it('is shut to a worker whose lease ran out and was taken over', async () => {
    const { id, conversation } = await fill(1);
    const zombie = await claim(id);
    await runOut(opened.database, id);
    const sweep = new MailboxSweep(opened.database, openAfterCommit().afterCommit);
    await sweep.freeAbandoned();
    const successor = await openMailbox(opened.database, 'worker-2').claim(id, 'suspects');
    expect(successor).toMatchObject({ attempt: 2, crashes: 1 });

    await expect(mailbox.commit(zombie, answer(zombie), true)).rejects.toThrow(LeaseLost);
    await expect(mailbox.postpone(zombie, 0, { code: 'X' })).rejects.toThrow(LeaseLost);
    expect((await mailbox.renew([zombie.lease])).size).toBe(0);
    await mailbox.release(zombie);

    if (successor === undefined) throw new Error('not taken over');
    await openMailbox(opened.database, 'worker-2').commit(successor, answer(successor), true);
    const replies = await look(
      opened.database,
      `select id from messages where conversation_id = $1 and sender = 'Echo'`,
      [conversation],
    );
    expect(replies).toHaveLength(1);
  });

  it('is shut to a worker with the right epoch but another token', async () => {
    const { id } = await fill(1);
    const turn = await claim(id);
    const forged = {
      ...turn,
      lease: { ...turn.lease, token: '00000000-0000-4000-8000-000000000000' },
    };
    await expect(mailbox.commit(forged, answer(forged), true)).rejects.toThrow(LeaseLost);
    await expect(mailbox.commit(turn, answer(turn), true)).resolves.toMatchObject({
      completed: true,
    });
  });

  it('writes what goes alongside in the same transaction, or nothing of both', async () => {
    const { id, conversation } = await fill(1);
    const turn = await claim(id);
    const alongside = async (tx: Tx): Promise<void> => {
      await tx.rows({
        name: 'test.alongside',
        text: `insert into workspaces (id) values ('alongside-' || '${conversation}')`,
      });
    };
    const failing = async (tx: Tx): Promise<void> => {
      await alongside(tx);
      throw new Error('no');
    };
    const count = (): Promise<unknown[]> =>
      look(opened.database, `select id from workspaces where id = $1`, [
        `alongside-${conversation}`,
      ]);
    const failed = mailbox.commit(turn, { ...answer(turn), alongside: failing }, false);
    await expect(failed).rejects.toThrow('no');
    expect(await count()).toEqual([]);
    await mailbox.commit(turn, { ...answer(turn), alongside }, false);
    expect(await count()).toHaveLength(1);
    await expect(mailbox.commit(turn, { ...answer(turn), alongside }, false)).rejects.toThrow();
  });

  it('still takes the commit of a lease that ran out but that nobody took', async () => {
    const { id } = await fill(1);
    const turn = await claim(id);
    await runOut(opened.database, id);
    await expect(mailbox.commit(turn, answer(turn), true)).resolves.toMatchObject({
      completed: true,
    });
  });

  it('keeps the order when the head is postponed, and counts its attempts', async () => {
    const { id } = await fill(2);
    await mailbox.postpone(await claim(id), 0, { code: 'MODEL_OVERLOADED' });
    const again = await claim(id);
    expect(again).toMatchObject({ attempt: 2, message: { content: { text: 'message 0' } } });
    const [row] = await look(
      opened.database,
      `select attempts, error->>'code' as code from messages where id = $1`,
      [again.message.id],
    );
    expect(row).toEqual({ attempts: 1, code: 'MODEL_OVERLOADED' });
  });

  it('keeps a postponed head back until its time', async () => {
    const { id } = await fill(1);
    await mailbox.postpone(await claim(id), 60_000, { code: 'MODEL_OVERLOADED' });
    expect(await mailbox.claim(id)).toBeUndefined();
  });

  it('gives a released head back at once and without blame', async () => {
    const { id } = await fill(1);
    await mailbox.release(await claim(id));
    expect(await claim(id)).toMatchObject({ attempt: 1, crashes: 0 });
  });

  it('holds its mail while the agent is paused, and gives it after', async () => {
    const { id } = await fill(1);
    await setStatus(opened.database, agent.id, 'paused');
    expect(await mailbox.claim(id)).toBeUndefined();
    await setStatus(opened.database, agent.id, 'running');
    expect(await mailbox.claim(id)).toBeDefined();
  });

  it('renews a lease that is held and not one that is free', async () => {
    const held = await claim((await fill(1)).id);
    const free = await claim((await fill(1)).id);
    await mailbox.release(free);
    await mailbox.commit(free, answer(free), true).catch(() => undefined);
    const renewed = await mailbox.renew([held.lease]);
    expect([...renewed]).toEqual([held.lease.mailboxId]);
  });

  it('waits for as long as it is told, also for weeks', async () => {
    const { id } = await fill(1);
    const weeks = 2 ** 31 + 1_000;
    await mailbox.postpone(await claim(id), weeks, { code: 'MODEL_RATE_LIMITED' });
    const [row] = await look(
      opened.database,
      `select crashes, lease_until = '-infinity' as is_free,
         not_before > clock_timestamp() + interval '24 days' as waits
       from mailboxes where id = $1`,
      [id],
    );
    expect(row).toEqual({ crashes: 0, is_free: true, waits: true });
  });

  it('is found by the sweep as soon as it is due when it was postponed, and not as if its bell was lost', async () => {
    const { id } = await fill(1);
    const sweep = new MailboxSweep(opened.database, openAfterCommit().afterCommit);
    const pass = async (): Promise<unknown> =>
      look(
        opened.database,
        `update mailboxes set not_before = not_before - interval '1 min',
           rung_at = rung_at - interval '1 min' where id = $1`,
        [id],
      );
    await mailbox.postpone(await claim(id), 59_000, { code: 'MODEL_OVERLOADED' });
    expect(await sweep.due()).not.toContainEqual(expect.objectContaining({ mailboxId: id }));
    await pass();
    const found = { mailboxId: id, capability: 'echo' };
    expect(await sweep.due()).toContainEqual({ ...found, hasComeDue: true });
    await pass();
    expect(await sweep.due()).toContainEqual(found);
    await mailbox.postpone(await claim(id), 1, { code: 'MODEL_OVERLOADED' });
    await look(opened.database, `select pg_sleep(0.002)`);
    expect(await sweep.due()).toContainEqual({ ...found, hasComeDue: true });
  });

  it('is found by the sweep when its bell was lost', async () => {
    const { id } = await fill(1);
    await look(opened.database, `update mailboxes set rung_at = '-infinity' where id = $1`, [id]);
    const sweep = new MailboxSweep(opened.database, openAfterCommit().afterCommit);
    expect(await sweep.due()).toContainEqual({ mailboxId: id, capability: 'echo', unrung: true });
    expect(await sweep.due()).not.toContainEqual({ mailboxId: id, capability: 'echo' });
  });

  it('is rung for when mail comes while it is empty, and not behind mail that waits', async () => {
    const conversation = `conv-${String((count += 1))}`;
    const put = async (): Promise<number> => {
      const messages = [request(agent, conversation), request(agent, conversation)];
      const { rings } = await opened.database.transaction(client, (tx) =>
        ingestBatch(tx, [{ caller: client, messages, answer: {} }]),
      );
      return rings.length;
    };
    expect([await put(), await put()]).toEqual([1, 0]);
  });

  it('is found by the sweep when its bell was lost, although more mail came', async () => {
    const { id, conversation } = await fill(1);
    await look(opened.database, `update mailboxes set rung_at = '-infinity' where id = $1`, [id]);
    await deliver(opened.database, [request(agent, conversation)]);
    const sweep = new MailboxSweep(opened.database, openAfterCommit().afterCommit);
    expect(await sweep.due()).toContainEqual({ mailboxId: id, capability: 'echo', unrung: true });
  });
});
