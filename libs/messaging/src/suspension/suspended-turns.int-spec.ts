import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { Approvals } from '../approvals/approvals.js';
import { MessageCanceller } from '../cancel/message-canceller.js';
import { ConversationLog } from '../conversation/conversation-log.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import { TurnJournal } from '../journal/turn-journal.js';
import { MailboxSweep } from '../mailbox/mailbox-sweep.js';
import type { Turn } from '../mailbox/turn.js';
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
  outcomeOf,
} from '../messaging.fixture.js';
import { LeaseLost } from '../messaging.errors.js';
import type { ApprovalWanted, Suspension } from './suspension.js';

const wanted: ApprovalWanted = {
  kind: 'tool',
  name: 'pay',
  requestHash: 'hash',
  arguments: { amount: 7 },
  schema: { type: 'object' },
  timeoutMs: 60_000,
};
const asking: Suspension = { approvals: [wanted], undecided: [] };

describe('a turn that waits for people', () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let count = 0;
  const mailbox = () => openMailbox(opened.database, 'worker-1');

  beforeAll(async () => {
    opened = await createMigratedDatabase([], 60);
    agent = await addAgent(opened.database, 'Payer');
  });
  afterAll(() => opened.close());

  function open() {
    const { afterCommit, rung, channel } = openAfterCommit();
    const { database } = opened;
    const mailboxSweep = new MailboxSweep(database, afterCommit);
    return {
      rung,
      approvals: new Approvals(database, afterCommit),
      mailboxSweep,
      approvalSweep: mailboxSweep.approvals,
      canceller: new MessageCanceller(database, afterCommit, channel),
      lookup: new MessageLookup(database),
      standing: (turn: Turn) => new TurnJournal(database).waits.approvals(turn),
    };
  }

  async function claim(id: string): Promise<Turn> {
    const turn = await mailbox().claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  /** A mailbox of two messages; the turn on the first is suspended. */
  async function suspend(suspension = asking, more: object = {}) {
    const conversation = `waits-${String((count += 1))}`;
    const mail = [request(agent, conversation), request(agent, conversation)];
    const [id = ''] = await deliver(
      opened.database,
      mail.map((message, index) => (index === 0 ? { ...message, ...more } : message)),
    );
    const turn = await claim(id);
    await mailbox().suspend(turn, suspension);
    const { approvals } = await open().approvals.list(client, { conversation }, firstPage);
    return { id, conversation, turn, approvalId: approvals[0]?.id ?? '' };
  }

  const firstPage = { cursor: undefined, limit: 10 };
  const rowOf = (id: string) =>
    look(opened.database, `select * from mailboxes where id = $1`, [id]).then(([row]) => row);
  const eventsOf = (conversation: string) =>
    look<{ type: string; seq: string }>(
      opened.database,
      `select type, seq from events where conversation_id = $1 order by seq`,
      [conversation],
    );

  it('holds no lease and is not due, while its later mail waits behind it', async () => {
    const { id, turn } = await suspend();
    expect(await mailbox().claim(id)).toBeUndefined();
    expect(await open().mailboxSweep.due()).not.toContainEqual(
      expect.objectContaining({ mailboxId: id }),
    );
    expect(await open().lookup.detail(client, turn.message.id)).toMatchObject({
      status: 'waiting',
      attempts: 1,
    });
    expect(await rowOf(id)).toMatchObject({ lease_token: null, pending: 2 });
  });

  it('tells in its message, its conversation and its graph what people have to decide', async () => {
    const { turn, conversation, approvalId } = await suspend();
    const { lookup, approvals } = open();
    const id = turn.message.id;
    const decision = {
      ...{ approval_id: approvalId, name: 'pay', agent: 'Payer', message_id: id },
      ...{ expires_at: expect.any(String) as string, decide_at: `/api/v1/approvals/${approvalId}` },
    };
    const waits = { status: 'waiting', waiting_for: [decision] };
    expect(await lookup.detail(client, id)).toMatchObject(waits);
    expect(await outcomeOf(opened.database, id)).toEqual(waits);
    const log = new ConversationLog(opened.database);
    const told = await log.get(client, conversation, firstPage);
    expect(told).toMatchObject({ status: 'active', waiting_for: [decision] });
    expect(told.messages.map(({ status }) => status)).toEqual(['waiting', 'delivered']);
    const { nodes } = await log.graph(client, conversation, firstPage);
    expect(nodes).toMatchObject([waits, { status: 'delivered' }]);
    expect(nodes[1]).not.toHaveProperty('waiting_for');
    await approvals.decide(client, approvalId, { decision: 'approve' });
    expect(await log.get(client, conversation, firstPage)).not.toHaveProperty('waiting_for');
    expect(await lookup.detail(client, id)).toMatchObject({ status: 'delivered' });
  });

  it('tells who else has to be decided about when it waits for another agent', async () => {
    const conversation = `waits-${String((count += 1))}`;
    const other = await addAgent(opened.database, 'Asker');
    const asks = request(other, conversation);
    const [asker = ''] = await deliver(opened.database, [asks]);
    await mailbox().suspend(await claim(asker), { approvals: [], undecided: [] });
    const [payer = ''] = await deliver(opened.database, [request(agent, conversation)]);
    const outcome = () => outcomeOf(opened.database, asks.id);
    expect(await outcome()).toEqual({ status: 'waiting' });
    const asked = await claim(payer);
    await mailbox().suspend(asked, asking);
    expect(await outcome()).toMatchObject({
      ...{ status: 'waiting', waiting_for: [{ agent: 'Payer', message_id: asked.message.id }] },
    });
  });

  it('is never taken by a worker of the version before, not even after the decision', async () => {
    const { id, approvalId } = await suspend();
    const oldClaim = `
      select id from mailboxes where id = $1 and not suspect and pending > 0
        and lease_until = '-infinity' and not_before <= clock_timestamp()`;
    expect(await look(opened.database, oldClaim, [id])).toEqual([]);
    await open().approvals.decide(client, approvalId, { decision: 'approve' });
    expect(await look(opened.database, oldClaim, [id])).toEqual([]);
    const turn = await claim(id);
    await mailbox().release(turn);
    expect(await look(opened.database, oldClaim, [id])).toEqual([]);
    await mailbox().commit(await claim(id), answer(turn), false);
    expect(await look(opened.database, oldClaim, [id])).toHaveLength(1);
  });

  it('goes on as the same attempt, with the decision, as soon as there is one', async () => {
    const { id, turn, approvalId } = await suspend();
    const { approvals, rung, standing } = open();
    const reason = 'fine';
    await approvals.decide(client, approvalId, { decision: 'approve', reason, decided_by: 'ada' });
    expect(rung).toEqual([{ mailboxId: id, capability: 'echo' }]);
    const resumed = await claim(id);
    expect(resumed).toMatchObject({ attempt: 1, message: { id: turn.message.id } });
    expect(await standing(resumed)).toMatchObject([
      { id: approvalId, status: 'approved', decidedBy: 'ada', reason, asked: { amount: 7 } },
    ]);
    const { next } = await mailbox().commit(resumed, answer(resumed), true);
    expect(next?.message.id).not.toBe(turn.message.id);
    expect(next?.attempt).toBe(1);
  });

  it('writes what was made before it is suspended, or nothing when the lease is lost', async () => {
    const conversation = `waits-${String((count += 1))}`;
    const [id = ''] = await deliver(opened.database, [request(agent, conversation)]);
    const turn = await claim(id);
    const written: string[] = [];
    const alongside = (tx: { readonly caller: { readonly principal: string } }): Promise<void> => {
      written.push(tx.caller.principal);
      return Promise.resolve();
    };
    const stale = { ...turn, lease: { ...turn.lease, epoch: '0' } };
    await expect(mailbox().suspend(stale, { ...asking, alongside })).rejects.toThrow('lease');
    await mailbox().suspend(turn, { ...asking, alongside });
    expect(written).toEqual([agent.name]);
  });

  it('goes on with the version of its agent that it began with', async () => {
    const { id, approvalId } = await suspend();
    const bump = `update agents set version_number = version_number + 1 where id = $1 returning id`;
    await look(opened.database, bump, [agent.id]);
    await open().approvals.decide(client, approvalId, { decision: 'approve' });
    const resumed = await claim(id);
    expect(resumed.lease.agentVersion).toBe(1);
    const { next } = await mailbox().commit(resumed, answer(resumed), true);
    expect(next?.lease.agentVersion).toBe(2);
  });

  it('counts an attempt that its worker did not survive, and stays hidden from old ones', async () => {
    const { id, approvalId } = await suspend();
    await open().approvals.decide(client, approvalId, { decision: 'approve' });
    await claim(id);
    await runOut(opened.database, id);
    await open().mailboxSweep.freeAbandoned();
    expect(await mailbox().claim(id, 'suspects')).toMatchObject({ attempt: 2, crashes: 1 });
  });

  it('has one decision that counts, of fifty made at once', async () => {
    const { conversation, approvalId } = await suspend();
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        open().approvals.decide(client, approvalId, {
          decision: n % 2 === 0 ? 'approve' : 'deny',
          decided_by: `person-${String(n)}`,
        }),
      ),
    );
    const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toHaveLength(1);
    for (const one of tries) {
      if (one.status === 'fulfilled') continue;
      expect(one.reason).toMatchObject({
        code: 'APPROVAL_DECIDED',
        details: { approval: { decided_by: won[0]?.decided_by } },
      });
    }
    const types = (await eventsOf(conversation)).map(({ type }) => type);
    expect(types.filter((type) => type === 'approval.decided')).toHaveLength(1);
  });

  it('tells what happened in the log of the conversation, without a gap', async () => {
    const { conversation, approvalId } = await suspend();
    await open().approvals.decide(client, approvalId, { decision: 'deny' });
    const events = await eventsOf(conversation);
    expect(events.map(({ type }) => type)).toEqual([
      ...['message.accepted', 'message.accepted'],
      ...['approval.requested', 'turn.suspended', 'approval.decided'],
    ]);
    expect(events.map(({ seq }) => Number(seq))).toEqual([1, 2, 3, 4, 5]);
  });

  it('does not wait for what was decided while it ran', async () => {
    const two = { ...wanted, requestHash: 'other' };
    const { id, conversation } = await suspend({ approvals: [wanted, two], undecided: [] });
    const { approvals } = await open().approvals.list(client, { conversation }, firstPage);
    const [first = '', second = ''] = approvals.map((one) => one.id);
    await open().approvals.decide(client, first, { decision: 'approve' });
    const resumed = await claim(id);
    await open().approvals.decide(client, second, { decision: 'approve' });
    const { rings } = await mailbox().suspend(resumed, { approvals: [], undecided: [second] });
    expect(rings).toHaveLength(1);
    expect(await mailbox().claim(id)).toMatchObject({ attempt: 1 });
  });

  it('fails, and the next message has its turn, when nobody decides in time', async () => {
    const { id, turn, conversation, approvalId } = await suspend({
      ...asking,
      approvals: [{ ...wanted, timeoutMs: 0 }],
    });
    const { approvals, approvalSweep, lookup } = open();
    expect(await approvals.get(client, approvalId)).toMatchObject({ status: 'expired' });
    await expect(
      approvals.decide(client, approvalId, { decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' });
    await approvalSweep.settleOverdue();
    expect(await lookup.detail(client, turn.message.id)).toMatchObject({
      status: 'failed',
      error: { code: 'APPROVAL_EXPIRED', attempts: 1 },
    });
    const types = (await eventsOf(conversation)).map(({ type }) => type);
    expect(types.slice(-2)).toEqual(['approval.expired', 'message.failed']);
    expect((await claim(id)).message.id).not.toBe(turn.message.id);
  });

  it('expires with its message, never later', async () => {
    const { turn, id, approvalId } = await suspend(asking, { timeoutMs: 1 });
    const { mailboxSweep, approvalSweep, approvals, lookup } = open();
    await Promise.all([mailboxSweep.settleExpired(), approvalSweep.settleOverdue()]);
    expect(await lookup.detail(client, turn.message.id)).toMatchObject({ status: 'expired' });
    expect(await approvals.get(client, approvalId)).toMatchObject({ status: 'withdrawn' });
    const due = await mailboxSweep.due();
    expect(due.map(({ mailboxId }) => mailboxId)).toContain(id);
  });

  it('withdraws what it asked when its message is cancelled, and its mailbox goes on', async () => {
    const { id, turn, approvalId } = await suspend();
    const { canceller, approvals, rung } = open();
    await canceller.cancelMessage(client, turn.message.id, 'not needed');
    expect(await approvals.get(client, approvalId)).toMatchObject({ status: 'withdrawn' });
    await expect(
      approvals.decide(client, approvalId, { decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'APPROVAL_DECIDED' });
    expect(rung.map(({ mailboxId }) => mailboxId)).toContain(id);
    expect((await claim(id)).message.id).not.toBe(turn.message.id);
  });

  it('is not parked when its message was cancelled while it ran', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'cancelled-before')]);
    const turn = await claim(id);
    await open().canceller.cancelMessage(client, turn.message.id);
    const { rings, lastEvent } = await mailbox().suspend(turn, asking);
    expect({ rings: rings.length, lastEvent }).toEqual({ rings: 1, lastEvent: undefined });
    expect(await mailbox().claim(id)).toMatchObject({ message: { isCancelled: true } });
  });

  it('writes nothing when its lease is lost', async () => {
    const [id = ''] = await deliver(opened.database, [request(agent, 'lost')]);
    const turn = await claim(id);
    await runOut(opened.database, id);
    await open().mailboxSweep.freeAbandoned();
    await expect(mailbox().suspend(turn, asking)).rejects.toThrow(LeaseLost);
    const { approvals } = await open().approvals.list(client, { conversation: 'lost' }, firstPage);
    expect(approvals).toEqual([]);
  });

  it('is cleared up behind a worker that knows nothing of it', async () => {
    const { id, turn, approvalId } = await suspend();
    const old = `
      with ended as (update messages set status = 'expired', settled_at = now() where id = $2)
      update mailboxes set pending = pending - 1, not_before = '-infinity' where id = $1
      returning id`;
    await look(opened.database, old, [id, turn.message.id]);
    const { approvalSweep, approvals, mailboxSweep } = open();
    await approvalSweep.withdrawLeft();
    expect(await approvals.get(client, approvalId)).toMatchObject({ status: 'withdrawn' });
    const due = await mailboxSweep.due();
    expect(due.map(({ mailboxId }) => mailboxId)).toContain(id);
  });

  it('lists what is asked, the newest first and page by page', async () => {
    const conversation = 'pages';
    const [id = ''] = await deliver(opened.database, [request(agent, conversation)]);
    const approvals = ['a', 'b', 'c'].map((requestHash) => ({ ...wanted, requestHash }));
    await mailbox().suspend(await claim(id), { approvals, undecided: [] });
    const filter = { conversation, status: 'pending', agent: 'Payer' } as const;
    const { approvals: desk } = open();
    const first = await desk.list(client, filter, { cursor: undefined, limit: 2 });
    const rest = await desk.list(client, filter, { cursor: first.next_cursor, limit: 2 });
    expect([first.approvals.length, rest.approvals.length]).toEqual([2, 1]);
    expect(rest.next_cursor).toBeUndefined();
    const ids = [...first.approvals, ...rest.approvals].map((one) => one.id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    const none = await desk.list(client, { ...filter, agent: 'Nobody' }, firstPage);
    expect(none.approvals).toEqual([]);
  });
});
