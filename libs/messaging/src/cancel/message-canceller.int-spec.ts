import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { createId, type Database } from '#platform';
import { MessageLookup } from '../conversation/message-lookup.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Turn } from '../mailbox/turn.js';
import { LeaseLost } from '../messaging.errors.js';
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
  sweptBy,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import { listenForCancels, type CancelOrder } from './announce-cancel.js';
import { CancelSweep } from './cancel-sweep.js';
import { MessageCanceller } from './message-canceller.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

describe(MessageCanceller.name, () => {
  let opened: MigratedDatabase;
  let database: Database;
  let [planner, analyst, reporter]: Named[] = [];
  let canceller: MessageCanceller;
  let sweep: CancelSweep;
  let lookup: MessageLookup;
  let mailbox: Mailbox;
  const { afterCommit, rung, channel } = openAfterCommit();
  const orders: CancelOrder[] = [];

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    ({ database } = opened);
    planner = await addAgent(database, 'Planner');
    analyst = await addAgent(database, 'Analyst');
    reporter = await addAgent(database, 'Reporter');
    canceller = new MessageCanceller(database, afterCommit, channel);
    sweep = new CancelSweep(database, afterCommit);
    lookup = new MessageLookup(database);
    mailbox = openMailbox(database, 'worker-1');
    listenForCancels(
      channel,
      (order) => orders.push(order),
      () => undefined,
    );
  });
  afterAll(() => opened.close());
  beforeEach(() => {
    orders.length = 0;
    rung.length = 0;
  });

  const to = (agent: Named | undefined, conversation: string): NewMessage =>
    request(agent ?? { id: '', name: '' }, conversation);

  async function claim(id = ''): Promise<Turn> {
    const turn = await mailbox.claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  /** What a turn asks of another agent. */
  const asks = (turn: Turn, of: Named | undefined): NewMessage => ({
    ...to(of, turn.lease.conversationId),
    sender: turn.lease.agentName,
    causeId: turn.message.id,
    hops: turn.message.hops + 1,
    event: 'message.sent',
  });

  /** A turn that asks another agent and says nothing else. */
  async function handOn(turn: Turn, of: Named | undefined): Promise<string> {
    const messages = [asks(turn, of)];
    const { rings } = await mailbox.commit(turn, { ...answer(turn), messages }, false);
    return rings[0]?.mailboxId ?? '';
  }

  async function stateOf(conversation: string): Promise<Record<string, unknown>> {
    const [row] = await look(
      database,
      `select status, pending,
         (select sum(pending)::int from mailboxes b where b.conversation_id = c.id) as mail,
         (select json_agg(type order by seq) from events e where e.conversation_id = c.id) as events,
         (select json_agg(json_build_array(sender, performative, status) order by seq)
            from messages m where m.conversation_id = c.id) as messages
       from conversations c where id = $1`,
      [conversation],
    );
    return row ?? {};
  }

  it('ends a waiting message at once and tells its sender', async () => {
    const message = to(analyst, 'waiting');
    await deliver(database, [message]);
    expect(await canceller.cancelMessage(client, message.id, 'not needed')).toEqual({
      message_id: message.id,
      conversation_id: 'waiting',
      outcome: 'cancelled',
      messages: [{ message_id: message.id, outcome: 'cancelled', status: 'cancelled' }],
      counts: { cancelled: 1, cancelling: 0, settled: 0 },
    });
    expect(await stateOf('waiting')).toEqual({
      status: 'completed',
      pending: 0,
      mail: 0,
      events: ['message.accepted', 'message.cancelled', 'message.failed', 'conversation.completed'],
      messages: [
        ['api_client', 'request', 'cancelled'],
        ['Analyst', 'failure', 'delivered'],
      ],
    });
    expect(await lookup.detail(client, message.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { requested_by: 'api_client', reason: 'not needed', because_of: null },
      error: {
        code: 'CANCELLED',
        reason: 'The message was cancelled by api_client: not needed.',
        retryable: false,
      },
    });
    expect(orders).toEqual([]);
  });

  it('changes nothing when it is repeated, and nothing of what has ended', async () => {
    const [first, second] = [to(analyst, 'twice'), to(analyst, 'twice')];
    const [id] = await deliver(database, [first, second]);
    const turn = await claim(id);
    await mailbox.commit(turn, answer(turn), false);
    expect(await canceller.cancelMessage(client, first.id)).toMatchObject({
      outcome: 'settled',
      messages: [{ outcome: 'settled', status: 'completed' }],
    });
    const once = await canceller.cancelMessage(client, second.id, 'once');
    const before = await stateOf('twice');
    expect(await canceller.cancelMessage(client, second.id, 'twice')).toEqual(once);
    expect(await stateOf('twice')).toEqual(before);
    expect(await lookup.detail(client, first.id)).toMatchObject({ cancellation: null });
    expect(await lookup.detail(client, second.id)).toMatchObject({
      cancellation: { reason: 'once' },
    });
  });

  it('knows no message and no conversation of that id', async () => {
    await expect(canceller.cancelMessage(client, 'none')).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
    await expect(canceller.cancelConversation(client, 'none')).rejects.toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
  });

  it('asks a running turn to stop, whose commit then writes the cancellation and no answer', async () => {
    const message = to(analyst, 'running');
    const [id] = await deliver(database, [message, to(analyst, 'running')]);
    const turn = await claim(id);
    const given = await canceller.cancelMessage(client, message.id);
    expect(given).toMatchObject({
      outcome: 'cancelling',
      messages: [{ outcome: 'cancelling', status: 'processing' }],
    });
    expect(orders).toEqual([{ workspace: 'default', messageIds: [message.id] }]);
    expect(await lookup.detail(client, message.id)).toMatchObject({
      status: 'processing',
      cancellation: { requested_by: 'api_client' },
    });
    const { next } = await mailbox.commit(turn, answer(turn), true);
    expect(next?.message.isCancelled).toBe(false);
    expect(await stateOf('running')).toMatchObject({
      pending: 1,
      mail: 1,
      messages: [
        ['api_client', 'request', 'cancelled'],
        ['api_client', 'request', 'delivered'],
        ['Analyst', 'failure', 'delivered'],
      ],
    });
    expect(await lookup.detail(client, message.id)).toMatchObject({
      tokens: { input: 3, output: 5 },
      attempts: 1,
    });
    expect(await canceller.cancelMessage(client, message.id)).toMatchObject({
      outcome: 'cancelled',
    });
  });

  it('keeps what a stopped turn does not know', async () => {
    const message = to(analyst, 'unknown');
    const [id] = await deliver(database, [message]);
    const turn = await claim(id);
    await canceller.cancelMessage(client, message.id);
    await mailbox.commit(
      turn,
      {
        ...answer(turn),
        status: 'cancelled',
        messages: [],
        error: { outcome_unknown: ['http_client'] },
      },
      false,
    );
    expect(await lookup.detail(client, message.id)).toMatchObject({
      error: { code: 'CANCELLED', outcome_unknown: ['http_client'] },
    });
  });

  it('does not end as cancelled what nobody cancelled', async () => {
    const [id] = await deliver(database, [to(analyst, 'nobody')]);
    const turn = await claim(id);
    const outcome = { ...answer(turn), status: 'cancelled' as const };
    await expect(mailbox.commit(turn, outcome, false)).rejects.toThrow('settled by somebody else');
    expect(await stateOf('nobody')).toMatchObject({ pending: 1, mail: 1 });
  });

  it('cancels what a message caused, over any number of agents, though it is answered itself', async () => {
    const first = to(planner, 'chain');
    const [id] = await deliver(database, [first]);
    const second = await claim(await handOn(await claim(id), analyst));
    const third = await claim(await handOn(second, reporter));
    expect(await canceller.cancelMessage(client, first.id)).toMatchObject({
      outcome: 'cancelling',
      counts: { settled: 1, cancelled: 0, cancelling: 1 },
      messages: [{ message_id: first.id, status: 'completed' }, { message_id: third.message.id }],
    });
    await mailbox.commit(third, answer(third), false);
    expect(await stateOf('chain')).toMatchObject({ status: 'completed', pending: 0, mail: 0 });
    expect(await lookup.detail(client, third.message.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { because_of: second.message.id },
    });
    const [told] = await look(
      database,
      `select sender, receiver, content->>'code' as code, mailbox_id from messages
       where in_reply_to = $1`,
      [third.message.id],
    );
    expect(told).toEqual({
      sender: 'Reporter',
      receiver: 'Analyst',
      code: 'CANCELLED',
      mailbox_id: null,
    });
  });

  it('tells the agent that asked by mail of its own, when its own work goes on', async () => {
    const [id] = await deliver(database, [to(planner, 'asker')]);
    const asked = await claim(await handOn(await claim(id), analyst));
    await mailbox.release(asked);
    expect(await canceller.cancelMessage(client, asked.message.id)).toMatchObject({
      outcome: 'cancelled',
    });
    expect(rung).toEqual([{ mailboxId: id, capability: undefined }]);
    expect(await canceller.cancelMessage(client, asked.message.id)).toMatchObject({
      counts: { cancelled: 1, cancelling: 0, settled: 0 },
    });
    const turn = await claim(id);
    expect(turn.message).toMatchObject({
      performative: 'failure',
      sender: 'Analyst',
      inReplyTo: asked.message.id,
      content: { code: 'CANCELLED' },
    });
  });

  it('cancels a message that is to be tried again, and lets the next one go at once', async () => {
    const [first, second] = [to(analyst, 'postponed'), to(analyst, 'postponed')];
    const [id = ''] = await deliver(database, [first, second]);
    await mailbox.postpone(await claim(id), 300_000, { code: 'BUSY' });
    expect(await mailbox.claim(id)).toBeUndefined();
    await canceller.cancelMessage(client, first.id);
    expect(rung).toEqual([{ mailboxId: id, capability: 'echo' }]);
    expect(await claim(id)).toMatchObject({ message: { id: second.id }, attempt: 1 });
    expect(await lookup.detail(client, first.id)).toMatchObject({
      status: 'cancelled',
      attempts: 1,
      error: { code: 'CANCELLED', reason: expect.stringContaining('unknown') as string },
    });
  });

  it('ends everything open in a conversation, however much it is', async () => {
    const many = Array.from({ length: 250 }, () => to(analyst, 'all'));
    const informs = Array.from({ length: 5 }, () => ({
      ...to(reporter, 'all'),
      performative: 'inform' as const,
    }));
    const [id] = await deliver(database, [...many, ...informs]);
    const turn = await claim(id);
    expect(await canceller.cancelConversation(client, 'all')).toMatchObject({
      conversation_id: 'all',
      outcome: 'cancelling',
      counts: { cancelled: 254, cancelling: 1, settled: 0 },
    });
    await mailbox.commit(turn, answer(turn), true);
    const { status, pending, mail } = await stateOf('all');
    expect({ status, pending, mail }).toEqual({ status: 'completed', pending: 0, mail: 0 });
    expect(await canceller.cancelConversation(client, 'all')).toMatchObject({
      outcome: 'settled',
      messages: [],
    });
  });

  describe('when somebody dies', () => {
    it('ends the message of a dead worker as soon as its lease has run out', async () => {
      const message = to(analyst, 'dead');
      const [id = ''] = await deliver(database, [message]);
      const zombie = await claim(id);
      await runOut(database, id);
      expect(await canceller.cancelMessage(client, message.id)).toMatchObject({
        outcome: 'cancelled',
      });
      await expect(mailbox.commit(zombie, answer(zombie), false)).rejects.toThrow(LeaseLost);
      expect(await stateOf('dead')).toMatchObject({ status: 'completed', pending: 0, mail: 0 });
    });

    it('takes the mailbox from a turn that does not stop, and its commit writes nothing', async () => {
      const message = to(analyst, 'hung');
      const [id] = await deliver(database, [message, to(analyst, 'hung')]);
      const zombie = await claim(id);
      await canceller.cancelMessage(client, message.id);
      expect(await sweptBy(sweep)).toEqual([{ workspace: 'default', messageIds: [message.id] }]);
      await look(
        database,
        `update messages set cancel_requested_at = cancel_requested_at - interval '4 s'
         where id = $1`,
        [message.id],
      );
      expect(await sweptBy(sweep)).toEqual([]);
      expect(await claim(id)).toMatchObject({ attempt: 1, crashes: 0 });
      await expect(mailbox.commit(zombie, answer(zombie), false)).rejects.toThrow(LeaseLost);
      expect(await stateOf('hung')).toMatchObject({
        pending: 1,
        messages: [
          ['api_client', 'request', 'cancelled'],
          ['api_client', 'request', 'delivered'],
          ['Analyst', 'failure', 'delivered'],
        ],
      });
    });

    it('goes on with what a canceller wrote down before it died', async () => {
      const message = to(analyst, 'halfway');
      const [id = ''] = await deliver(database, [message]);
      await look(
        database,
        `update messages set cancel_requested_at = clock_timestamp(), cancelled_by = 'somebody'
         where id = $1`,
        [message.id],
      );
      const turn = await claim(id);
      expect(turn.message.isCancelled).toBe(true);
      await mailbox.release(turn);
      expect(await sweptBy(sweep)).toEqual([]);
      expect(await stateOf('halfway')).toMatchObject({ status: 'completed', pending: 0, mail: 0 });
    });
  });

  it('either comes before the commit or after it, a hundred times', async () => {
    const outcomes = { cancelled: 0, completed: 0 };
    for (let n = 0; n < 100; n += 1) {
      const conversation = `race-${String(n)}`;
      const message = to(analyst, conversation);
      const [id] = await deliver(database, [message]);
      const turn = await claim(id);
      const [given] = await Promise.all([
        later(Math.max(0, (n % 21) - 10) * 3, () => canceller.cancelMessage(client, message.id)),
        later(Math.max(0, 10 - (n % 21)) * 3, () => mailbox.commit(turn, answer(turn), true)),
      ]);
      const { status } = await lookup.detail(client, message.id);
      const { messages, pending, mail } = await stateOf(conversation);
      const isCancelled = status === 'cancelled';
      outcomes[isCancelled ? 'cancelled' : 'completed'] += 1;
      expect({ pending, mail }).toEqual({ pending: 0, mail: 0 });
      expect(given.outcome === 'settled').toBe(!isCancelled);
      expect(messages).toEqual([
        ['api_client', 'request', status],
        ['Analyst', isCancelled ? 'failure' : 'inform', 'delivered'],
      ]);
    }
    expect(outcomes.cancelled).toBeGreaterThan(5);
    expect(outcomes.completed).toBeGreaterThan(5);
  });

  it('leaves no child of a turn behind that commits at the same time', async () => {
    for (let n = 0; n < 40; n += 1) {
      const conversation = `children-${String(n)}`;
      const message = to(planner, conversation);
      const [id] = await deliver(database, [message]);
      const turn = await claim(id);
      const children = Array.from({ length: 5 }, () => asks(turn, analyst));
      await Promise.all([
        later(n % 7, () => canceller.cancelMessage(client, message.id)),
        mailbox.commit(turn, { ...answer(turn), messages: children }, false),
      ]);
      const { pending, mail } = await stateOf(conversation);
      expect({ pending, mail }).toEqual({ pending: 0, mail: 0 });
    }
  });

  it('survives many that cancel the same, and sweep, at the same time', async () => {
    const messages = Array.from({ length: 40 }, () => to(analyst, 'crowd'));
    await deliver(database, [...messages, to(reporter, 'crowd')]);
    const all = messages.map(({ id }) => id);
    await Promise.all([
      ...all.map((id) => canceller.cancelMessage(client, id, createId('msg'))),
      ...all.map((id) => canceller.cancelMessage(client, id)),
      ...Array.from({ length: 8 }, () => sweptBy(sweep)),
    ]);
    expect(await stateOf('crowd')).toMatchObject({ status: 'active', pending: 1, mail: 1 });
  });
});

/** After so many turns of the event loop. */
async function later<T>(turns: number, act: () => Promise<T>): Promise<T> {
  for (let n = 0; n < turns; n += 1) await new Promise((resolve) => setImmediate(resolve));
  return act();
}
