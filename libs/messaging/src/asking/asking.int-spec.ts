import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { createId } from '#platform';
import { MessageCanceller } from '../cancel/message-canceller.js';
import { ConversationLog } from '../conversation/conversation-log.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import { TurnJournal } from '../journal/turn-journal.js';
import { MailboxSweep } from '../mailbox/mailbox-sweep.js';
import type { Turn, TurnOutcome } from '../mailbox/turn.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import type { Suspension } from '../suspension/suspension.js';

type Agent = Readonly<{ id: string; name: string }>;

describe('a turn that waits for answers', () => {
  let opened: MigratedDatabase;
  let [asker, first, second]: Agent[] = [];
  let count = 0;
  const mailbox = () => openMailbox(opened.database, 'worker-1');
  const answersTo = (turn: Turn) => new TurnJournal(opened.database).waits.answers(turn);

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    [asker, first, second] = await Promise.all(
      ['Asker', 'First', 'Second'].map((name) => addAgent(opened.database, name)),
    );
  });
  afterAll(() => opened.close());

  function question(turn: Turn, to: Agent | undefined, more: Partial<NewMessage> = {}): NewMessage {
    if (to === undefined) throw new Error('Nobody to ask.');
    return {
      id: createId('msg'),
      conversationId: turn.lease.conversationId,
      performative: 'request',
      sender: turn.lease.agentName,
      capability: to.name.toLowerCase(),
      content: { text: 'what?' },
      agent: to,
      hops: turn.message.hops + 1,
      causeId: turn.message.id,
      acceptedAt: new Date().toISOString(),
      event: 'message.sent',
      ...more,
    };
  }

  /** One question to several agents. */
  function asking(turn: Turn, to: (Agent | undefined)[], wanted = to.length, timeoutMs = 60_000) {
    const messages = to.map((one) => question(turn, one));
    const suspension: Suspension = {
      approvals: [],
      undecided: [],
      questions: [{ requestHash: 'hash', messages, wanted, timeoutMs }],
    };
    return { messages, suspension };
  }

  async function begin(
    to: Agent | undefined,
    conversation: string,
    more: object = {},
  ): Promise<Turn> {
    if (to === undefined) throw new Error('Nobody to ask.');
    const [id = ''] = await deliver(opened.database, [{ ...request(to, conversation), ...more }]);
    return claim(id);
  }

  async function claim(id: string): Promise<Turn> {
    const turn = await mailbox().claim(id);
    if (turn === undefined) throw new Error(`nothing to claim in ${id}`);
    return turn;
  }

  /** The reply of a turn to the agent that asked. */
  function replyTo(turn: Turn, performative: 'inform' | 'failure' = 'inform'): TurnOutcome {
    const outcome = answer(turn, { from: turn.lease.agentName });
    const to = {
      receiver: 'Asker',
      ...(asker === undefined ? {} : { agent: asker }),
      performative,
    };
    return { ...outcome, messages: outcome.messages.map((message) => ({ ...message, ...to })) };
  }

  const conversationOf = (): string => `asks-${String((count += 1))}`;
  const rung = (rings: readonly { readonly mailboxId: string }[]): string[] =>
    rings.map(({ mailboxId }) => mailboxId);

  it('is woken by the answer, which is stored as completed and waits in no mailbox', async () => {
    const conversation = conversationOf();
    const turn = await begin(asker, conversation);
    const { suspension, messages } = asking(turn, [first]);
    const { rings } = await mailbox().suspend(turn, suspension);
    const asked = await claim(rings[0]?.mailboxId ?? '');
    expect(asked.message.id).toBe(messages[0]?.id);
    const { rings: woken } = await mailbox().commit(asked, replyTo(asked), false);
    expect(rung(woken)).toEqual([turn.lease.mailboxId]);
    const resumed = await claim(turn.lease.mailboxId);
    expect(resumed).toMatchObject({ attempt: 1, message: { id: turn.message.id } });
    expect(await answersTo(resumed)).toMatchObject([
      { agent: 'First', isGood: true, performative: 'inform', content: { from: 'First' } },
    ]);
    const { completed } = await mailbox().commit(resumed, answer(resumed), false);
    expect(completed).toBe(true);
    const { messages: said } = await new ConversationLog(opened.database).get(
      client,
      conversation,
      {
        limit: 10,
      },
    );
    expect(said.map(({ sender }) => sender)).toEqual(['api_client', 'Asker', 'First', 'Asker']);
    const rows = await look(
      opened.database,
      `select status, mailbox_id from messages where conversation_id = $1 and sender = 'First'`,
      [conversation],
    );
    expect(rows).toEqual([{ status: 'completed', mailbox_id: null }]);
  });

  it('waits for all answers, or for as many good ones as it wants', async () => {
    for (const [wanted, wakesAt] of [
      [2, 2],
      [1, 1],
    ] as const) {
      const turn = await begin(asker, conversationOf());
      const { rings } = await mailbox().suspend(
        turn,
        asking(turn, [first, second], wanted).suspension,
      );
      const woken: number[] = [];
      for (const [index, { mailboxId }] of rings.entries()) {
        const asked = await claim(mailboxId);
        const done = await mailbox().commit(asked, replyTo(asked), false);
        if (done.rings.length > 0) woken.push(index + 1);
      }
      expect(woken).toEqual([wakesAt]);
      await mailbox().commit(await claim(turn.lease.mailboxId), answer(turn), false);
    }
  });

  it('goes on when everybody has answered though not well enough', async () => {
    const turn = await begin(asker, conversationOf());
    const { rings } = await mailbox().suspend(turn, asking(turn, [first, second], 1).suspension);
    const woken: string[] = [];
    for (const { mailboxId } of rings) {
      const asked = await claim(mailboxId);
      woken.push(...rung((await mailbox().commit(asked, replyTo(asked, 'failure'), false)).rings));
    }
    expect(woken).toEqual([turn.lease.mailboxId]);
    const standing = await answersTo(await claim(turn.lease.mailboxId));
    expect(standing.map(({ isGood }) => isGood)).toEqual([false, false]);
  });

  it('goes on by itself when its time to wait is over, and nobody works on what comes later', async () => {
    const turn = await begin(asker, conversationOf());
    const { rings } = await mailbox().suspend(turn, asking(turn, [first], 1, 1).suspension);
    const resumed = await eventually(
      () => mailbox().claim(turn.lease.mailboxId),
      (claimed) => claimed !== undefined,
    );
    if (resumed === undefined) throw new Error('It waits for ever.');
    expect(await answersTo(resumed)).toMatchObject([{ isLate: true }]);
    await mailbox().commit(resumed, answer(resumed), false);
    const asked = await claim(rings[0]?.mailboxId ?? '');
    const { rings: woken, completed } = await mailbox().commit(asked, replyTo(asked), false);
    expect({ woken, completed }).toEqual({ woken: [], completed: true });
  });

  it('is told when its question expires', async () => {
    const turn = await begin(asker, conversationOf());
    const { suspension } = asking(turn, []);
    const late = question(turn, first, { timeoutMs: 1 });
    const questions = [{ requestHash: 'hash', messages: [late], wanted: 1, timeoutMs: 60_000 }];
    await mailbox().suspend(turn, { ...suspension, questions });
    const { afterCommit, rung: bells } = openAfterCommit();
    const sweep = new MailboxSweep(opened.database, afterCommit);
    await eventually(
      () => sweep.settleExpired(),
      () => rung(bells).includes(turn.lease.mailboxId),
    );
    expect(rung(bells)).toContain(turn.lease.mailboxId);
    expect(await answersTo(await claim(turn.lease.mailboxId))).toMatchObject([
      { isGood: false, content: { code: 'DEADLINE_EXCEEDED' } },
    ]);
  });

  it('gets an answer that a worker of the version before put into its mailbox', async () => {
    const conversation = conversationOf();
    const turn = await begin(asker, conversation);
    const { rings } = await mailbox().suspend(turn, asking(turn, [first]).suspension);
    const asked = await claim(rings[0]?.mailboxId ?? '');
    // As that version commits: it looks for no question.
    const forget = `update awaited_answers set question_id = 'hidden' where question_id = $1`;
    await look(opened.database, forget, [asked.message.id]);
    await mailbox().commit(asked, replyTo(asked), false);
    expect(await mailbox().claim(turn.lease.mailboxId)).toBeUndefined();
    const remember = `update awaited_answers set question_id = $1 where question_id = 'hidden'`;
    await look(opened.database, remember, [asked.message.id]);
    const { afterCommit, rung: bells } = openAfterCommit();
    const { strays } = new MailboxSweep(opened.database, afterCommit);
    expect(await strays.handOver()).toBe(1);
    expect(rung(bells)).toEqual([turn.lease.mailboxId]);
    const resumed = await claim(turn.lease.mailboxId);
    expect(await answersTo(resumed)).toMatchObject([{ agent: 'First', isGood: true }]);
    const { completed, next } = await mailbox().commit(resumed, answer(resumed), true);
    expect({ completed, next }).toEqual({ completed: true, next: undefined });
    expect(await strays.handOver()).toBe(0);
  });

  it('is not parked for somebody who waits for it', async () => {
    const turn = await begin(asker, conversationOf());
    const { rings } = await mailbox().suspend(turn, asking(turn, [first]).suspension);
    const asked = await claim(rings[0]?.mailboxId ?? '');
    const { rings: back } = await mailbox().suspend(asked, asking(asked, [asker]).suspension);
    expect(rung(back)).toEqual([asked.lease.mailboxId]);
    const resumed = await claim(asked.lease.mailboxId);
    expect(resumed.attempt).toBe(1);
    expect(await answersTo(resumed)).toMatchObject([
      { isGood: false, content: { code: 'ASK_DEADLOCK' } },
    ]);
  });

  it('is not parked for somebody who waits for it behind another message', async () => {
    const conversation = conversationOf();
    const [one, other] = [await begin(asker, conversation), await begin(first, conversation)];
    await mailbox().suspend(one, asking(one, [first]).suspension);
    const { rings } = await mailbox().suspend(other, asking(other, [asker]).suspension);
    expect(rung(rings)).toEqual([other.lease.mailboxId]);
  });

  it('takes what it asked along when it is cancelled', async () => {
    const turn = await begin(asker, conversationOf());
    const { suspension, messages } = asking(turn, [first]);
    await mailbox().suspend(turn, suspension);
    const { afterCommit, channel } = openAfterCommit();
    const canceller = new MessageCanceller(opened.database, afterCommit, channel);
    await canceller.cancelMessage(client, turn.message.id);
    const lookup = new MessageLookup(opened.database);
    for (const id of [turn.message.id, messages[0]?.id ?? '']) {
      expect(await lookup.detail(client, id)).toMatchObject({ status: 'cancelled' });
    }
  });

  it('is not parked again for somebody who asked it while it ran', async () => {
    const turn = await begin(asker, conversationOf());
    const { suspension } = asking(turn, [first]);
    const { rings } = await mailbox().suspend(turn, suspension);
    const asked = await claim(rings[0]?.mailboxId ?? '');
    const wake = `update mailboxes set wake_at = now(), parked_at = null where id = $1 returning id`;
    await look(opened.database, wake, [turn.lease.mailboxId]);
    const running = await claim(turn.lease.mailboxId);
    await mailbox().suspend(asked, asking(asked, [asker]).suspension);
    const again = { approvals: [], undecided: [], unanswered: ['hash'] };
    expect(rung((await mailbox().suspend(running, again)).rings)).toEqual([turn.lease.mailboxId]);
    expect(await answersTo(await claim(turn.lease.mailboxId))).toMatchObject([
      { isGood: false, content: { code: 'ASK_DEADLOCK' } },
    ]);
  });

  it('is not woken by an answer to what its mailbox asked for an earlier message', async () => {
    const conversation = conversationOf();
    const turn = await begin(asker, conversation);
    const { rings } = await mailbox().suspend(turn, asking(turn, [first, second], 1).suspension);
    const [one, other] = await Promise.all(rings.map(({ mailboxId }) => claim(mailboxId)));
    if (one === undefined || other === undefined) throw new Error('Two were asked.');
    await mailbox().commit(one, replyTo(one), false);
    await mailbox().commit(await claim(turn.lease.mailboxId), answer(turn), false);
    const next = await begin(asker, conversation);
    await mailbox().suspend(next, asking(next, [first]).suspension);
    const { rings: woken } = await mailbox().commit(other, replyTo(other), false);
    expect(woken).toEqual([]);
    expect(await mailbox().claim(turn.lease.mailboxId)).toBeUndefined();
  });

  it('asks nobody when its lease is lost', async () => {
    const turn = await begin(asker, conversationOf());
    await mailbox().release(turn);
    const { suspension, messages } = asking(turn, [first]);
    await expect(mailbox().suspend(turn, suspension)).rejects.toThrow('lease');
    const id = messages[0]?.id;
    expect(await look(opened.database, `select 1 from messages where id = $1`, [id])).toEqual([]);
  });
});
