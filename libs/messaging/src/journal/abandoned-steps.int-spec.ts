import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { Database } from '#platform';
import { MessageCanceller } from '../cancel/message-canceller.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import type { Mailbox } from '../mailbox/mailbox.js';
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
} from '../messaging.fixture.js';
import { abandonSteps } from './abandoned-steps.repository.js';
import { TurnJournal } from './turn-journal.js';

describe(abandonSteps, () => {
  let opened: MigratedDatabase;
  let database: Database;
  let agent: { id: string; name: string };
  let canceller: MessageCanceller;
  let lookup: MessageLookup;
  let mailbox: Mailbox;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    ({ database } = opened);
    agent = await addAgent(database, 'Payer');
    const { afterCommit, channel } = openAfterCommit();
    canceller = new MessageCanceller(database, afterCommit, channel);
    lookup = new MessageLookup(database);
    mailbox = openMailbox(database, 'worker-1');
  });
  afterAll(() => opened.close());

  /** A turn whose first step is done and whose second, a payment, has begun. */
  async function paying(conversation: string): Promise<Turn> {
    const [id] = await deliver(database, [request(agent, conversation)]);
    const turn = await mailbox.claim(id ?? '');
    if (turn === undefined) throw new Error('nothing to claim');
    const journal = new TurnJournal(database);
    const step = { kind: 'tool', name: 'http_client', requestHash: 'h' } as const;
    for (const no of [1, 2]) {
      await journal.start(turn, { ...step, no, idempotencyKey: `key-${String(no)}` }, true);
    }
    await journal.finish(turn, { no: 1, state: 'done', response: {} }, true);
    return turn;
  }

  async function expectUnknown({ message: { id } }: Turn): Promise<void> {
    const kept = await look(
      database,
      `select step_no as no, state, finished_at is not null as has_ended from turn_steps
       where message_id = $1 order by step_no`,
      [id],
    );
    expect(kept).toEqual([
      { no: 1, state: 'done', has_ended: true },
      { no: 2, state: 'unknown', has_ended: true },
    ]);
    const { steps } = await lookup.steps(client, id);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'unknown']);
    expect(steps[1]?.duration_ms).toBeGreaterThanOrEqual(0);
  }

  it('ends it as unknown with the commit of the turn that was told to stop', async () => {
    const turn = await paying('paying');
    await canceller.cancelMessage(client, turn.message.id);
    const { steps } = await lookup.steps(client, turn.message.id);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'started']);
    await mailbox.commit(turn, { ...answer(turn), status: 'cancelled', messages: [] }, false);
    await expectUnknown(turn);
  });

  it('ends it as unknown when the worker died, and names it in the answer', async () => {
    const turn = await paying('paid-and-dead');
    await runOut(database, turn.lease.mailboxId);
    await canceller.cancelMessage(client, turn.message.id);
    await expectUnknown(turn);
    expect(await lookup.detail(client, turn.message.id)).toMatchObject({
      status: 'cancelled',
      error: { code: 'CANCELLED', outcome_unknown: ['http_client'] },
    });
    const [told] = await look(
      database,
      `select content->'outcome_unknown' as unknown from messages where in_reply_to = $1`,
      [turn.message.id],
    );
    expect(told).toEqual({ unknown: ['http_client'] });
  });

  it('leaves it open as long as another attempt may learn how it ended', async () => {
    const turn = await paying('paying-later');
    await mailbox.postpone(turn, 0, { code: 'BUSY' });
    const { steps } = await lookup.steps(client, turn.message.id);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'started']);
  });
});
