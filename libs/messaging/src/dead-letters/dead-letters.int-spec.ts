import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { ProtocolError } from '#protocol';
import { createId } from '#platform';
import type { RouteDecision } from '#agents';
import { findMessage } from '../conversation/message-lookup.repository.js';
import { TurnJournal } from '../journal/turn-journal.js';
import { MailboxSweep } from '../mailbox/mailbox-sweep.js';
import { SuspectSweep } from '../mailbox/suspect-sweep.js';
import type { TurnOutcome } from '../mailbox/turn.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
  setStatus,
  outcomeOf,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import { composeList } from './dead-letter.repository.js';
import { ConversationReach } from '../conversation/conversation-reach.js';
import { DeadLetters } from './dead-letters.js';
import { Requeue } from './requeue.js';

interface Agent {
  readonly id: string;
  readonly name: string;
}

describe(DeadLetters, () => {
  let opened: MigratedDatabase;
  let agent: Agent;
  let standIn: Agent | undefined;
  let letters: DeadLetters;
  const { afterCommit, rung } = openAfterCommit();

  const router = {
    route: (): Promise<RouteDecision> => {
      if (standIn === undefined) {
        return Promise.reject(new ProtocolError('INVALID_CAPABILITY', 'Nobody provides it'));
      }
      return Promise.resolve({
        ...{ strategy: 'best_match' as const, reason: 'it stands in', candidates: [] },
        agents: [{ ...standIn, versionNumber: 1 }],
      });
    },
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    const { database } = opened;
    const reach = new ConversationReach(database);
    letters = new DeadLetters(database, new Requeue(database, router, afterCommit), reach);
  });
  beforeEach(async () => {
    agent = await addAgent(opened.database, createId('agt').replace(/[^A-Za-z0-9]/g, ''));
    standIn = undefined;
    rung.length = 0;
  });
  afterAll(() => opened.close());

  function failure(of: { id: string; conversationId: string }, code: string): TurnOutcome {
    const error = { code, reason: 'It did not work.', retryable: true, message_id: of.id };
    const reply: NewMessage = {
      ...{ id: createId('msg'), conversationId: of.conversationId, performative: 'failure' },
      ...{ sender: agent.name, receiver: 'api_client', inReplyTo: of.id, content: error, hops: 1 },
      ...{ acceptedAt: new Date().toISOString(), event: 'message.failed' },
    };
    return {
      ...{ status: 'failed', messages: [reply], events: [], tokens: { input: 7, output: 9 } },
      ...{ model: undefined, error },
    };
  }

  /** Runs the head of a mailbox to an end. */
  async function turn(mailboxId: string, code?: string): Promise<string> {
    const mailbox = openMailbox(opened.database, 'worker');
    const claimed = await mailbox.claim(mailboxId);
    if (claimed === undefined) throw new Error('Nothing to claim.');
    const { message } = claimed;
    const outcome = code === undefined ? answer(claimed) : failure(message, code);
    await mailbox.commit(claimed, outcome, false);
    return message.id;
  }

  /** Messages of one conversation that have failed, in order. */
  async function kill(conversationId: string, count = 1, code = 'AGENT_FAILED'): Promise<string[]> {
    const mail = Array.from({ length: count }, () => request(agent, conversationId));
    const [mailboxId = ''] = await deliver(opened.database, mail);
    for (const _message of mail) await turn(mailboxId, code);
    return mail.map(({ id }) => id);
  }

  const ofAgent = () => letters.list(client, { agent: agent.name }, { limit: 10 });
  const mailboxOf = async (id: string): Promise<string> => {
    const sql = `select mailbox_id as box from messages where id = $1`;
    return (await look<{ box: string }>(opened.database, sql, [id]))[0]?.box ?? '';
  };
  const eventsOf = async (conversation: string): Promise<string[]> => {
    const sql = `select type from events where conversation_id = $1 order by seq`;
    const rows = await look<{ type: string }>(opened.database, sql, [conversation]);
    return rows.map(({ type }) => type);
  };

  it('lists what failed for good, the newest first, page by page', async () => {
    const ids = await kill('listed', 3);
    const first = await letters.list(client, { agent: agent.name }, { limit: 2 });
    expect(first.dead_letters.map(({ message_id: id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.dead_letters[0]).toMatchObject({
      ...{ conversation_id: 'listed', code: 'AGENT_FAILED', attempts: 1, requeues: 0 },
    });
    const page = { limit: 2, cursor: first.next_cursor };
    const rest = await letters.list(client, { agent: agent.name }, page);
    expect(rest.dead_letters.map(({ message_id: id }) => id)).toEqual([ids[0]]);
    expect(rest.next_cursor).toBeUndefined();
  });

  it('finds them by capability, code, conversation and time', async () => {
    const [id] = await kill('found by', 1, 'TURN_TIMEOUT');
    const { dead_letters: all } = await ofAgent();
    const at = all[0]?.failed_at ?? '';
    const later = new Date(Date.parse(at) + 1_000).toISOString();
    const count = async (filter: object): Promise<number> => {
      const found = await letters.list(client, { agent: agent.name, ...filter }, { limit: 9 });
      return found.dead_letters.filter(({ message_id: it }) => it === id).length;
    };
    expect(
      await count({ capability: 'echo', code: 'TURN_TIMEOUT', conversation: 'found by' }),
    ).toBe(1);
    expect(await count({ since: at, until: later })).toBe(1);
    for (const filter of [
      { code: 'CRASHED' },
      { conversation: 'x' },
      { since: later },
      { until: at },
    ]) {
      expect([filter, await count(filter)]).toEqual([filter, 0]);
    }
  });

  it.each([{}, { agent: 'A' }, { code: 'X', capability: 'c' }, { since: '2025-01-01T00:00:00Z' }])(
    'reads the index of dead letters and no table, for the filter %j',
    async (filter) => {
      const { statement, values } = composeList(
        { filter, order: 'newest', after: ['1700000000000000', 'msg-1'], limit: 50 },
        'default',
      );
      const plan = await opened.database.transaction(client, async (tx) => {
        await tx.rows({ name: 'test.no-seq', text: 'set local enable_seqscan = off' });
        await tx.rows({ name: 'test.no-sort', text: 'set local enable_sort = off' });
        const text = `explain ${statement.text}`;
        return tx.rows<Record<string, string>>({ name: `explain ${statement.name}`, text }, values);
      });
      const lines = plan.flatMap((row) => Object.values(row)).join('\n');
      expect(lines).toMatch(/Index Scan.* using messages_dead/);
      expect(lines).not.toMatch(/Seq Scan|Sort/);
    },
  );

  it('refuses a cursor that it did not give', async () => {
    const cursor = Buffer.from('["1; drop table","x"]').toString('base64url');
    await expect(letters.list(client, {}, { limit: 5, cursor })).rejects.toThrow('cursor');
  });

  it('puts one back at the tail of its mailbox; its reply supersedes the failure', async () => {
    const [id = ''] = await kill('again');
    const mailboxId = await mailboxOf(id);
    const waiting = request(agent, 'again');
    await deliver(opened.database, [waiting]);
    const put = await letters.requeue(client, id);
    expect(put).toMatchObject({ requeued: true, requeues: 1, status: 'delivered' });
    expect(rung.at(-1)).toEqual({ mailboxId, capability: 'echo' });
    expect((await ofAgent()).dead_letters).toEqual([]);
    expect([await turn(mailboxId), await turn(mailboxId)]).toEqual([waiting.id, id]);
    const replies = await look<{ id: string; supersedes: string | null }>(
      opened.database,
      `select id, supersedes_id as supersedes from messages where in_reply_to = $1 order by seq`,
      [id],
    );
    expect(replies.map(({ supersedes }) => supersedes)).toEqual([null, replies[0]?.id]);
    const { status, reply } = await outcomeOf(opened.database, id);
    expect({ status, reply: reply?.id }).toEqual({ status: 'completed', reply: replies[1]?.id });
    expect(await eventsOf('again')).toContain('message.requeued');
  });

  it('makes the conversation active until it is answered', async () => {
    const [id = ''] = await kill('active');
    await letters.requeue(client, id);
    const sql = `select status, pending from conversations where id = 'active'`;
    expect(await look(opened.database, sql)).toEqual([{ status: 'active', pending: 1 }]);
    const { status, reply } = await outcomeOf(opened.database, id);
    expect({ status, reply }).toEqual({ status: 'delivered', reply: undefined });
    await turn(await mailboxOf(id));
    expect(await look(opened.database, sql)).toEqual([{ status: 'completed', pending: 0 }]);
  });

  it('is put back once by however many ask at once', async () => {
    const [id = ''] = await kill('twice');
    const puts = await Promise.all(Array.from({ length: 6 }, () => letters.requeue(client, id)));
    expect(puts.filter(({ requeued }) => requeued)).toHaveLength(1);
    expect(puts.every(({ requeues }) => requeues === 1)).toBe(true);
    const sql = `select pending from mailboxes where id = $1`;
    expect(await look(opened.database, sql, [await mailboxOf(id)])).toEqual([{ pending: 1 }]);
    expect(await eventsOf('twice')).toEqual([
      ...['message.accepted', 'message.failed', 'conversation.completed', 'message.requeued'],
    ]);
  });

  it('begins with a clean sheet and keeps the history of what was tried', async () => {
    const [mailboxId = ''] = await deliver(opened.database, [request(agent, 'history')]);
    const mailbox = openMailbox(opened.database, 'doomed');
    const first = await mailbox.claim(mailboxId);
    if (first === undefined) throw new Error('Nothing to claim.');
    await mailbox.postpone(first, 0, { code: 'MODEL_OVERLOADED' });
    await mailbox.claim(mailboxId);
    await new SuspectSweep(opened.database).freeHeldBy('doomed');
    const second = await mailbox.claim(mailboxId, 'suspects');
    if (second === undefined) throw new Error('Nothing to claim.');
    await mailbox.commit(second, failure(second.message, 'AGENT_FAILED'), false);
    const { id } = second.message;
    const dead = await letters.get(client, id);
    expect(dead).toMatchObject({ state: 'dead', attempts: 3, crashes: 1 });
    expect(dead.history.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ...[
        ['retried', 1],
        ['crashed', 2],
        ['failed', 3],
      ],
    ]);
    await letters.requeue(client, id);
    const again = await letters.get(client, id);
    expect(again).toMatchObject({ state: 'requeued', attempts: 0, crashes: 0, error: null });
    expect(again.history.map(({ kind }) => kind)).toEqual([
      ...['retried', 'crashed', 'failed', 'requeued'],
    ]);
    expect(again.history.at(-1)).toMatchObject({ by: 'api_client', agent: agent.name });
    expect(await mailbox.claim(mailboxId)).toMatchObject({ attempt: 1, crashes: 0 });
  });

  it('was tried as often as it was worked on: giving it up after three deaths is no attempt', async () => {
    const [mailboxId = ''] = await deliver(opened.database, [request(agent, 'three deaths')]);
    const mailbox = openMailbox(opened.database, 'doomed');
    let lastBegan: Date | undefined;
    for (const company of ['anybody', 'suspects', 'nobody'] as const) {
      await mailbox.claim(mailboxId, company);
      const sql = `select started_at as began from mailboxes where id = $1`;
      lastBegan = (await look<{ began: Date }>(opened.database, sql, [mailboxId]))[0]?.began;
      await new SuspectSweep(opened.database).freeHeldBy('doomed');
    }
    const last = await mailbox.claim(mailboxId, 'nobody');
    if (last === undefined) throw new Error('Nothing to claim.');
    await mailbox.commit(last, { ...failure(last.message, 'CRASHED'), unbegun: true }, false);
    const { id } = last.message;
    const dead = await letters.get(client, id);
    expect(dead).toMatchObject({ attempts: 3, crashes: 3 });
    expect(dead.history.map(({ kind, attempt }) => [kind, attempt])).toEqual([
      ...[
        ['crashed', 1],
        ['crashed', 2],
        ['crashed', 3],
        ['failed', 3],
      ],
    ]);
    const detail = await opened.database.read(client, (tx) => findMessage(tx, id));
    expect(detail?.timings.started_at).toBe(lastBegan?.toISOString());
  });

  it('asks the model anew when it is put back, and keeps in mind what it did outside', async () => {
    const { database } = opened;
    const journal = new TurnJournal(database);
    const mailbox = openMailbox(database, 'worker');
    const [id = ''] = await deliver(database, [request(agent, createId('conv'))]);
    const claimed = await mailbox.claim(id);
    if (claimed === undefined) throw new Error('Nothing to claim.');
    const asked = { no: 1, kind: 'model', name: 'm', requestHash: 'asked' } as const;
    const tokens = { input: 1, output: 1 };
    const reply = { ...asked, idempotencyKey: undefined, response: {}, durationMs: 1, tokens };
    await journal.note(claimed, [reply]);
    const call = { no: 2, kind: 'tool', name: 'pay', requestHash: 'pay' } as const;
    await journal.start(claimed, { ...call, idempotencyKey: 'caxton-2' }, true);
    await mailbox.commit(claimed, failure(claimed.message, 'EMPTY_ANSWER'), false);
    await letters.requeue(client, claimed.message.id);
    const states = (await journal.load(claimed)).map(({ state }) => state);
    expect(states).toEqual(['superseded', 'started']);
  });

  it('lifts a deadline that has passed, and takes a new one', async () => {
    const [first = '', second = ''] = await kill('deadline', 2);
    const sql = `update messages set reply_by = '2020-01-01T00:00:00Z' where conversation_id = $1`;
    await look(opened.database, sql, ['deadline']);
    expect((await letters.requeue(client, first)).reply_by).toBeNull();
    const { reply_by: until } = await letters.requeue(client, second, '10m');
    expect(Date.parse(until ?? '') - Date.now()).toBeGreaterThan(8 * 60_000);
    const sweep = new MailboxSweep(opened.database, afterCommit);
    expect(await sweep.settleExpired()).toBe(0);
  });

  it('goes to another provider when its agent is gone, or says what is missing', async () => {
    const [id = ''] = await kill('orphan');
    await setStatus(opened.database, agent.id, 'removed');
    await expect(letters.requeue(client, id)).rejects.toMatchObject({
      ...{ code: 'DEAD_LETTER_UNDELIVERABLE', status: 409 },
    });
    expect((await letters.get(client, id)).state).toBe('dead');
    standIn = await addAgent(opened.database, 'StandIn');
    expect(await letters.requeue(client, id)).toMatchObject({ agent: 'StandIn', requeued: true });
    expect(await turn(await mailboxOf(id))).toBe(id);
  });

  it('that killed three processes comes back as a suspect that runs alone', async () => {
    const [id = ''] = await kill('poison', 1, 'CRASHED');
    await look(opened.database, `update messages set crashes = 3 where id = $1`, [id]);
    await letters.requeue(client, id);
    expect(rung).toEqual([]);
    const mailboxId = await mailboxOf(id);
    expect(await openMailbox(opened.database, 'worker').claim(mailboxId)).toBeUndefined();
    expect(await new SuspectSweep(opened.database).take('nobody', 9)).toContain(mailboxId);
  });

  it('is discarded for good, once, and stays to be looked at', async () => {
    const [id = ''] = await kill('discarded');
    const gone = await letters.discard(client, id);
    expect(gone).toMatchObject({ state: 'discarded', discarded_by: 'api_client' });
    expect(await letters.discard(client, id)).toEqual(gone);
    expect((await ofAgent()).dead_letters).toEqual([]);
    await expect(letters.requeue(client, id)).rejects.toMatchObject({
      ...{ code: 'DEAD_LETTER_DISCARDED', status: 409 },
    });
    const { state, history } = await letters.get(client, id);
    expect([state, history.map(({ kind, by }) => [kind, by])]).toEqual([
      ...[
        'discarded',
        [
          ['failed', undefined],
          ['discarded', 'api_client'],
        ],
      ],
    ]);
    const sql = `select count(*)::int as kept from messages where conversation_id = 'discarded'`;
    expect(await look(opened.database, sql)).toEqual([{ kept: 2 }]);
  });

  it('is no dead letter while it waits or when it was answered', async () => {
    const message = request(agent, 'alive');
    await deliver(opened.database, [message]);
    for (const act of ['get', 'requeue', 'discard'] as const) {
      await expect(letters[act](client, message.id)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('puts back what a filter means, in order; a dry run changes nothing', async () => {
    const ids = await kill('bulk', 4);
    const command = { filter: { agent: agent.name }, limit: 3, dry_run: true };
    expect(await letters.requeueAll(client, command)).toEqual({
      ...{ dry_run: true, matched: 3, requeued: 0, message_ids: ids.slice(0, 3), skipped: [] },
      more: true,
    });
    expect((await ofAgent()).dead_letters).toHaveLength(4);
    const done = await letters.requeueAll(client, { ...command, limit: 1_000, dry_run: false });
    expect(done).toMatchObject({ matched: 4, requeued: 4, message_ids: ids, more: false });
    const mailboxId = await mailboxOf(ids[0] ?? '');
    const ran: string[] = [];
    for (const _id of ids) ran.push(await turn(mailboxId));
    expect(ran).toEqual(ids);
  });

  it('tells what could not be put back and goes on with the rest', async () => {
    const [gone = ''] = await kill('bulk gone');
    await setStatus(opened.database, agent.id, 'removed');
    const result = await letters.requeueAll(client, {
      ...{ filter: { agent: agent.name }, limit: 9, dry_run: false },
    });
    expect(result).toMatchObject({
      ...{ matched: 1, requeued: 0, message_ids: [] },
      skipped: [{ message_id: gone, code: 'DEAD_LETTER_UNDELIVERABLE' }],
    });
  });
});
