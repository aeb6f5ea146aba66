import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import {
  client as sender,
  addAgent,
  answer,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
  runOut,
} from '../messaging.fixture.js';
import { ingestBatch } from '../ingest/ingest.repository.js';
import type { Ingested } from '../ingest/submission.js';
import { LeaseLost } from '../messaging.errors.js';
import type { Mailbox } from './mailbox.js';
import { MailboxSweep } from './mailbox-sweep.js';
import { TurnCommits } from './turn-commits.js';
import type { Turn } from './turn.js';

describe(TurnCommits, () => {
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

  /** Turns of as many conversations, claimed at the same time. */
  async function claimTurns(width: number, messages = 1): Promise<Turn[]> {
    const batch = (count += 1);
    const ids = await deliver(
      opened.database,
      Array.from({ length: width * messages }, (_, n) =>
        request(agent, `batch-${String(batch)}-${String(n % width)}`, { n }),
      ),
    );
    const turns = await Promise.all(ids.map((id) => mailbox.claim(id)));
    return turns.map((turn) => {
      if (turn === undefined) throw new Error('nothing to claim');
      return turn;
    });
  }

  /** Keeps a row locked until the returned function is called. */
  async function hold(name: string, text: string, id: string): Promise<() => Promise<void>> {
    let letGo: () => void = () => undefined;
    const kept = new Promise<void>((resolve) => (letGo = resolve));
    let holder: Promise<void> = Promise.resolve();
    await new Promise<void>((isHeld) => {
      holder = opened.database.transaction(sender, async (tx) => {
        await tx.rows({ name: `test.${name}`, text }, [id]);
        isHeld();
        await kept;
      });
    });
    return async () => {
      letGo();
      await holder;
    };
  }

  const untilSomebodyWaits = async (): Promise<void> => {
    const text = `select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    for (let waiting = 0; waiting === 0;) {
      waiting = (await look<{ waiting: number }>(opened.database, text))[0]?.waiting ?? 0;
    }
  };

  const commitAll = (turns: readonly Turn[], more = false) =>
    Promise.allSettled(turns.map((turn) => mailbox.commit(turn, answer(turn), more)));

  const statusOf = async (turns: readonly Turn[]): Promise<string[]> => {
    const rows = await look<{ id: string; status: string }>(
      opened.database,
      'select id, status from messages where id = any ($1::text[])',
      [turns.map(({ message }) => message.id)],
    );
    const statuses = new Map(rows.map(({ id, status }) => [id, status]));
    return turns.map(({ message }) => statuses.get(message.id) ?? 'missing');
  };

  it('writes turns that end at the same time in one transaction', async () => {
    const turns = await claimTurns(16);
    await commitAll(turns);
    const [row] = await look<{ transactions: number; completed: number }>(
      opened.database,
      `select count(distinct xmin::text)::int as transactions, count(*)::int as completed
       from messages where id = any ($1::text[]) and status = 'completed'`,
      [turns.map(({ message }) => message.id)],
    );
    expect(row).toEqual({ transactions: 1, completed: 16 });
  });

  it('counts them once each, noted together', async () => {
    const noted = () =>
      look<{ completed: string; tokens_out: string; ended: string }>(
        opened.database,
        `select completed, tokens_out, conversations_ended as ended from tallies
         where id > $1 and (completed > 0 or conversations_ended > 0) order by completed`,
        [before],
      );
    const [last] = await look<{ id: string }>(
      opened.database,
      'select coalesce(max(id), 0) as id from tallies',
    );
    const before = last?.id;
    await commitAll(await claimTurns(7));
    expect(await noted()).toEqual([
      { completed: '0', tokens_out: '0', ended: '7' },
      { completed: '7', tokens_out: '35', ended: '0' },
    ]);
  });

  it('gives each conversation its own numbers, answer and end', async () => {
    const turns = await claimTurns(3);
    await commitAll(turns);
    for (const { lease, message } of turns) {
      const log = await look<{ type: string; seq: string }>(
        opened.database,
        'select type, seq from events where conversation_id = $1 order by seq',
        [lease.conversationId],
      );
      expect(log.map(({ type, seq }) => `${seq} ${type}`)).toEqual([
        '1 message.accepted',
        '2 turn.started',
        '3 message.replied',
        '4 conversation.completed',
      ]);
      const replies = await look<{ seq: string }>(
        opened.database,
        'select seq from messages where in_reply_to = $1',
        [message.id],
      );
      expect(replies).toEqual([{ seq: '2' }]);
    }
  });

  it('goes on, each under its lease, with the next message of its own mailbox', async () => {
    const turns = await claimTurns(4, 2);
    const committed = await commitAll(turns, true);
    const next = committed.map((one) => (one.status === 'fulfilled' ? one.value.next : undefined));
    expect(next.map((turn) => turn?.message.content)).toEqual(
      turns.map(({ message }) => ({ n: Number(message.content['n']) + 4 })),
    );
    const last = await commitAll(
      next.flatMap((turn) => turn ?? []),
      true,
    );
    expect(last.map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
  });

  it('writes nothing for a turn whose lease is lost, and all of its neighbours', async () => {
    const turns = await claimTurns(5);
    await runOut(opened.database, turns[2]?.lease.mailboxId ?? '');
    await new MailboxSweep(opened.database, openAfterCommit().afterCommit).freeAbandoned();
    const committed = await commitAll(turns);
    expect(committed.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    expect(committed[2]).toMatchObject({ reason: expect.any(LeaseLost) as unknown });
    expect(await statusOf(turns)).toEqual([
      ...['completed', 'completed', 'delivered', 'completed', 'completed'],
    ]);
  });

  it('ends a cancelled one as cancelled, and its neighbours as they ended', async () => {
    const turns = await claimTurns(3);
    await look(
      opened.database,
      `update messages set cancel_requested_at = clock_timestamp(), cancelled_by = 'somebody' where id = $1`,
      [turns[1]?.message.id],
    );
    await commitAll(turns);
    expect(await statusOf(turns)).toEqual(['completed', 'cancelled', 'completed']);
  });

  it('fails only the turn that says what Postgres refuses', async () => {
    const turns = await claimTurns(3);
    const committed = await Promise.allSettled(
      turns.map((turn, index) =>
        mailbox.commit(turn, answer(turn, { text: index === 1 ? 'a \u0000 b' : 'fine' }), false),
      ),
    );
    expect(committed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await statusOf(turns)).toEqual(['completed', 'delivered', 'completed']);
  });

  it('writes the others while one waits for its conversation, which somebody holds', async () => {
    const turns = await claimTurns(4);
    const [held, ...others] = turns;
    const letGo = await hold(
      'hold-conversation',
      'select id from conversations where id = $1 for update',
      held?.lease.conversationId ?? '',
    );
    const commits = turns.map((turn) => mailbox.commit(turn, answer(turn), false));
    await Promise.all(commits.slice(1));
    expect(await statusOf(turns)).toEqual(['delivered', ...others.map(() => 'completed')]);
    await letGo();
    await Promise.all(commits);
    expect(await statusOf(turns)).toEqual(turns.map(() => 'completed'));
  });

  it('goes on with mail that was accepted while it waited for the conversation', async () => {
    const [turn] = await claimTurns(1);
    if (turn === undefined) throw new Error('nothing to claim');
    const { conversationId } = turn.lease;
    const behind = request(agent, conversationId);
    let stored: Ingested | undefined;
    let committing: ReturnType<Mailbox['commit']> | undefined;
    await opened.database.transaction(sender, async (tx) => {
      stored = await ingestBatch(tx, [{ caller: sender, messages: [behind], answer: {} }]);
      committing = mailbox.commit(turn, answer(turn), true);
      await untilSomebodyWaits();
    });
    // No bell: the mailbox was not empty, so it is up to who holds it.
    expect(stored).toMatchObject({ receipts: [{ kind: 'accepted' }], rings: [] });
    expect((await committing)?.next?.message.id).toBe(behind.id);
  });

  it('claims a mailbox whose row is written at that moment, after that', async () => {
    const ids = await deliver(
      opened.database,
      ['x', 'y', 'z'].map((name) => request(agent, `written-${name}`)),
    );
    const letGo = await hold(
      'write-mailbox',
      'update mailboxes set rung_at = clock_timestamp() where id = $1',
      ids[0] ?? '',
    );
    const claims = Promise.all(ids.map((id) => mailbox.claim(id)));
    await letGo();
    expect((await claims).map((turn) => turn?.lease.mailboxId)).toEqual(ids);
  });

  it('keeps no other claim waiting for such a mailbox, and its failure is its own', async () => {
    const ids = await deliver(
      opened.database,
      ['x', 'y', 'z'].map((name) => request(agent, `held-${name}`)),
    );
    const letGo = await hold(
      'write-mailbox',
      'update mailboxes set rung_at = clock_timestamp() where id = $1',
      ids[0] ?? '',
    );
    const [held, ...others] = ids.map((id) => mailbox.claim(id));
    const taken = await Promise.all(others);
    expect(taken.map((turn) => turn?.lease.mailboxId)).toEqual(ids.slice(1));
    // The sessions of the server wait two seconds for a lock.
    await expect(held).rejects.toMatchObject({ code: '55P03' });
    await letGo();
  });
});
