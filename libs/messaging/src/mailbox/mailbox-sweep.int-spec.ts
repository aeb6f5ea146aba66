import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import {
  addAgent,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
  runOut,
  setStatus,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import { MailboxSweep } from './mailbox-sweep.js';
import type { MailSelection } from './sweep.repository.js';
import { SuspectSweep } from './suspect-sweep.js';

const past = '2020-01-01T00:00:00Z';

describe(MailboxSweep.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let sweep: MailboxSweep;
  let suspects: SuspectSweep;
  const { afterCommit, rung } = openAfterCommit();

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    sweep = new MailboxSweep(opened.database, afterCommit);
    suspects = new SuspectSweep(opened.database);
  });
  afterAll(() => opened.close());

  async function conversationOf(id: string): Promise<Record<string, unknown>> {
    const [row] = await look(
      opened.database,
      `select status, pending, message_count,
         (select json_agg(type order by seq) from events e where e.conversation_id = c.id) as events,
         (select content from messages m where m.conversation_id = c.id
            and performative = 'failure' limit 1) as failure
       from conversations c where id = $1`,
      [id],
    );
    return row ?? {};
  }

  function dated(
    conversation: string,
    performative: NewMessage['performative'] = 'request',
  ): NewMessage {
    return { ...request(agent, conversation), performative, replyBy: past };
  }

  it('ends a waiting message whose deadline has passed and tells its sender', async () => {
    await deliver(opened.database, [dated('late')]);
    expect(await sweep.settleExpired()).toBe(1);
    expect(await conversationOf('late')).toMatchObject({
      status: 'completed',
      pending: 0,
      message_count: 2,
      events: ['message.accepted', 'message.expired', 'message.failed', 'conversation.completed'],
      failure: { code: 'DEADLINE_EXCEEDED', retryable: true },
    });
    expect(await sweep.settleExpired()).toBe(0);
  });

  it('sends no failure for an act that expects no answer', async () => {
    await deliver(opened.database, [dated('late-inform', 'inform')]);
    await sweep.settleExpired();
    expect(await conversationOf('late-inform')).toMatchObject({
      status: 'completed',
      message_count: 1,
      events: ['message.accepted', 'message.expired', 'conversation.completed'],
      failure: null,
    });
  });

  it('ends each message once, however many sweep at the same time', async () => {
    const keep = Array.from({ length: 20 }, () => request(agent, 'raced'));
    await deliver(opened.database, [...Array.from({ length: 20 }, () => dated('raced')), ...keep]);
    const sweeps = Array.from({ length: 6 }, () => new MailboxSweep(opened.database, afterCommit));
    const settled = await Promise.all(sweeps.map((one) => one.settleExpired()));
    expect(settled.reduce((sum, count) => sum + count)).toBe(20);
    const [row] = await look(
      opened.database,
      `select pending from mailboxes where conversation_id = 'raced'`,
    );
    expect(row).toEqual({ pending: keep.length });
    expect(await conversationOf('raced')).toMatchObject({ pending: keep.length });
  });

  it('ends the others when one cannot be ended, and says so', async () => {
    const stuck = { ...dated('stuck'), replyBy: '2019-01-01T00:00:00Z' };
    await deliver(opened.database, [stuck, dated('behind it')]);
    await look(
      opened.database,
      `alter table messages add constraint stuck check (id <> '${stuck.id}' or status <> 'expired')`,
    );
    await expect(sweep.settleExpired()).rejects.toThrow('could not be done');
    expect(await conversationOf('behind it')).toMatchObject({ status: 'completed', pending: 0 });
    await look(opened.database, `alter table messages drop constraint stuck`);
    expect(await sweep.settleExpired()).toBe(0);
    expect(await new MailboxSweep(opened.database, afterCommit).settleExpired()).toBe(1);
  });

  it('leaves a message alone while a turn works on it', async () => {
    const [id = ''] = await deliver(opened.database, [dated('running')]);
    const mailbox = openMailbox(opened.database, 'worker-1');
    const turn = await mailbox.claim(id);
    expect(await sweep.settleExpired()).toBe(0);
    if (turn !== undefined) await mailbox.release(turn);
    expect(await sweep.settleExpired()).toBe(1);
  });

  it('ends the mail of an agent that was removed', async () => {
    const gone = await addAgent(opened.database, 'Gone');
    await deliver(opened.database, [request(gone, 'orphans'), request(gone, 'orphans')]);
    await setStatus(opened.database, gone.id, 'removed');
    expect(await sweep.settleOrphans()).toBe(2);
    expect(await conversationOf('orphans')).toMatchObject({
      status: 'completed',
      pending: 0,
      message_count: 4,
    });
  });

  it('tells an agent that asked by mail of its own', async () => {
    const asker = await addAgent(opened.database, 'Asker');
    await deliver(opened.database, [{ ...dated('between'), sender: 'Asker' }]);
    rung.length = 0;
    await sweep.settleExpired();
    expect(rung).toHaveLength(1);
    const turn = await openMailbox(opened.database, 'worker-1').claim(rung[0]?.mailboxId ?? '');
    expect(turn).toMatchObject({
      lease: { agentId: asker.id },
      message: { performative: 'failure', sender: 'Echo' },
    });
  });

  it('frees the mailbox of a dead worker as a suspect, for the lane of suspects only', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'crash')]);
    const mailbox = openMailbox(opened.database, 'worker-1');
    await mailbox.claim(id);
    expect(await sweep.freeAbandoned()).toEqual([]);
    await runOut(opened.database, id);
    expect(await sweep.freeAbandoned()).toEqual([{ id, owner: 'worker-1', crashes: 1 }]);
    expect((await sweep.due()).map(({ mailboxId }) => mailboxId)).not.toContain(id);
    expect(await mailbox.claim(id)).toBeUndefined();
    expect(await suspects.take('suspects', 10)).toEqual([id]);
    expect(await mailbox.claim(id, 'suspects')).toMatchObject({ attempt: 2, crashes: 1 });
  });

  it('frees what a dead process held at once; two deaths leave a suspect that runs alone', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'twice dead')]);
    await openMailbox(opened.database, 'doomed').claim(id);
    expect(await suspects.freeHeldBy('another')).toEqual([]);
    expect(await suspects.freeHeldBy('doomed')).toEqual([{ id, owner: 'doomed', crashes: 1 }]);
    await openMailbox(opened.database, 'together').claim(id, 'suspects');
    expect(await suspects.freeHeldBy('together')).toEqual([{ id, owner: 'together', crashes: 2 }]);
    const mailbox = openMailbox(opened.database, 'another');
    expect(await mailbox.claim(id)).toBeUndefined();
    expect(await mailbox.claim(id, 'suspects')).toBeUndefined();
    expect(await suspects.take('suspects', 10)).toEqual([]);
    expect(await suspects.take('nobody', 10)).toEqual([id]);
    expect(await mailbox.claim(id, 'nobody')).toMatchObject({ attempt: 3, crashes: 2 });
  });

  it('foresees suspects by a lease that ends sooner than one which is renewed', async () => {
    for (const owner of ['worker-1', 'another']) await suspects.freeHeldBy(owner);
    const [id = ''] = await deliver(opened.database, [request(agent, 'foreseen')]);
    const turn = await openMailbox(opened.database, 'worker-1', 60_000).claim(id);
    expect(await suspects.foresee(30_000)).toBeUndefined();
    const inMs = (await suspects.foresee(61_000)) ?? 0;
    expect(inMs).toBeGreaterThan(30_000);
    expect(inMs).toBeLessThanOrEqual(60_000);
    if (turn !== undefined) await openMailbox(opened.database, 'worker-1').release(turn);
  });

  it('finds only the mail that a worker takes, by the capability of the head', async () => {
    const own = await addAgent(opened.database, 'Own');
    const [alpha, beta, none] = await deliver(opened.database, [
      { ...request(own, 'sel-1'), capability: 'alpha' },
      { ...request(own, 'sel-2'), capability: 'beta' },
      request(own, 'sel-3'),
    ]);
    await look(opened.database, `update messages set capability = null where mailbox_id = $1`, [
      none,
    ]);
    const due = async (selection: MailSelection): Promise<(string | undefined)[]> => {
      await look(
        opened.database,
        `update mailboxes set rung_at = '-infinity' where id = any($1::bigint[])`,
        [[alpha, beta, none]],
      );
      const ids = (await sweep.due(selection)).map(({ mailboxId }) => mailboxId);
      return ids.filter((id) => [alpha, beta, none].includes(id)).sort();
    };
    expect(await due({})).toEqual([alpha, beta, none].sort());
    expect(await due({ only: ['alpha'] })).toEqual([alpha, none].sort());
    expect(await due({ except: ['alpha'] })).toEqual([beta, none].sort());
  });

  it('finds only the suspects that a worker takes', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'picky')]);
    await openMailbox(opened.database, 'worker-1').claim(id);
    await runOut(opened.database, id);
    await sweep.freeAbandoned();
    expect(await suspects.take('suspects', 10, { only: ['other'] })).not.toContain(id);
    expect(await suspects.take('suspects', 10, { only: ['echo'] })).toContain(id);
  });

  it('says how much mail is ready and how old the oldest is', async () => {
    await deliver(opened.database, [request(agent, 'backlog')]);
    const { ready, oldestMs } = await sweep.backlog();
    expect(ready).toBeGreaterThanOrEqual(1);
    expect(oldestMs).toBeGreaterThan(0);
  });

  it('blames no message for how the turn of an expired one ended', async () => {
    const [id = ''] = await deliver(opened.database, [dated('blame'), request(agent, 'blame')]);
    const mailbox = openMailbox(opened.database, 'worker-1');
    await mailbox.claim(id);
    await runOut(opened.database, id);
    expect(await sweep.settleExpired()).toBe(1);
    expect(await sweep.freeAbandoned()).toEqual([]);
    expect((await sweep.due()).map(({ mailboxId }) => mailboxId)).toContain(id);
    expect(await mailbox.claim(id)).toMatchObject({ attempt: 1, crashes: 0 });
  });

  it('leaves suspects out of the mail that is ready: no bell is rung for them', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'suspected')]);
    await openMailbox(opened.database, 'worker-1').claim(id);
    const { ready } = await sweep.backlog();
    await suspects.freeHeldBy('worker-1');
    expect(await suspects.take('suspects', 200)).toContain(id);
    expect((await sweep.backlog()).ready).toBe(ready);
  });
});
