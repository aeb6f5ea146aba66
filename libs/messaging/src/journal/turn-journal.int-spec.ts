import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import { OldRecords } from '../keeping/old-records.js';
import { MailboxSweep } from '../mailbox/mailbox-sweep.js';
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
} from '../messaging.fixture.js';
import type { BegunStep, DoneStep } from './step.js';
import { TurnJournal } from './turn-journal.js';

const reply = (no: number, more: Partial<DoneStep> = {}): DoneStep => ({
  no,
  kind: 'model',
  name: 'scripted/answers',
  requestHash: `hash-${String(no)}`,
  idempotencyKey: undefined,
  response: { text: `answer ${String(no)}` },
  tokens: { input: 11, output: 7 },
  durationMs: 250,
  ...more,
});
const payment = (no: number): BegunStep => ({
  no,
  kind: 'tool',
  name: 'http_client',
  requestHash: `hash-${String(no)}`,
  idempotencyKey: `caxton-msg-${String(no)}`,
});

describe(TurnJournal.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let journal: TurnJournal;
  let count = 0;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Payer');
    journal = new TurnJournal(opened.database);
  });
  afterAll(() => opened.close());

  async function begin(): Promise<Turn> {
    const conversation = `conv-${String((count += 1))}`;
    const [id] = await deliver(opened.database, [request(agent, conversation)]);
    const turn = await openMailbox(opened.database, 'worker-1').claim(id ?? '');
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  /** Another worker takes the mailbox over, as after a hang of the first. */
  async function takeOver({ lease: { mailboxId } }: Turn): Promise<Turn> {
    await runOut(opened.database, mailboxId);
    await new MailboxSweep(opened.database, openAfterCommit().afterCommit).freeAbandoned();
    const turn = await openMailbox(opened.database, 'worker-2').claim(mailboxId, 'suspects');
    if (turn === undefined) throw new Error('nothing to take over');
    return turn;
  }

  it('gives the next attempt what the last one wrote, letter by letter', async () => {
    const turn = await begin();
    const said = { z: 1, a: 'nul \0, half \ud800, quote " and \\', list: [1.5, null, true] };
    await journal.note(turn, [reply(1, { response: said }), reply(2)]);
    await journal.start(turn, payment(3), true);
    const steps = await journal.load(await takeOver(turn));
    expect(steps).toMatchObject([
      { no: 1, state: 'done', response: said, tokens: { input: 11, output: 7 }, durationMs: 250 },
      { no: 2, state: 'done' },
      { no: 3, state: 'started', idempotencyKey: 'caxton-msg-3', durationMs: undefined },
    ]);
    expect(JSON.stringify(steps[0]?.response)).toBe(JSON.stringify(said));
  });

  it('takes no write from a worker whose mailbox somebody else has taken over', async () => {
    const zombie = await begin();
    await journal.start(zombie, payment(1), true);
    const turn = await takeOver(zombie);
    await expect(journal.note(zombie, [reply(2)])).rejects.toThrow(LeaseLost);
    await expect(journal.start(zombie, payment(3), true)).rejects.toThrow(LeaseLost);
    const end = { no: 1, state: 'done', response: {} } as const;
    await expect(journal.finish(zombie, end, true)).rejects.toThrow(LeaseLost);
    await expect(journal.supersede(zombie, [1])).rejects.toThrow(LeaseLost);
    expect(await journal.load(turn)).toMatchObject([{ no: 1, state: 'started' }]);
  });

  it('lets none of 100 racing zombies write after the takeover', async () => {
    const zombies = await Promise.all(Array.from({ length: 100 }, begin));
    const wrote = await Promise.all(
      zombies.map(async (zombie) => {
        const late = (async () => {
          for (let no = 1; ; no += 1) await journal.note(zombie, [reply(no)]);
        })().catch((error: unknown) => error);
        const { lease, ...turn } = zombie;
        await runOut(opened.database, lease.mailboxId);
        const sweep = new MailboxSweep(opened.database, openAfterCommit().afterCommit);
        // A write that holds the mailbox right now makes the sweeper skip it until the next time.
        let taken: Turn | undefined;
        while (taken === undefined) {
          await sweep.freeAbandoned();
          taken = await openMailbox(opened.database, 'worker-2').claim(lease.mailboxId, 'suspects');
        }
        const seen = await journal.load(taken);
        expect(await late).toBeInstanceOf(LeaseLost);
        expect(turn.message.id).toBe(taken.message.id);
        return (await journal.load(taken)).length - seen.length;
      }),
    );
    expect(wrote.filter((more) => more > 0)).toEqual([]);
  });

  it('takes the same write twice as once, for a try whose answer got lost', async () => {
    const turn = await begin();
    for (const _try of ['first', 'second']) {
      await journal.note(turn, [reply(1)]);
      await journal.start(turn, payment(2), true);
    }
    const end = { no: 2, state: 'unknown', response: { code: 'OUTCOME_UNKNOWN' } } as const;
    for (const _try of ['first', 'second']) await journal.finish(turn, end, true);
    expect(await journal.load(turn)).toMatchObject([
      { no: 1, state: 'done' },
      { no: 2, state: 'unknown', response: { code: 'OUTCOME_UNKNOWN' } },
    ]);
  });

  it('does not begin what is done already, nor something else under its number', async () => {
    const turn = await begin();
    await journal.start(turn, payment(1), true);
    const other = { ...payment(1), requestHash: 'another' };
    await expect(journal.start(turn, other, true)).rejects.toThrow(LeaseLost);
    await journal.finish(turn, { no: 1, state: 'done', response: {} }, true);
    await expect(journal.start(turn, payment(1), true)).rejects.toThrow(LeaseLost);
  });

  it('keeps the steps of messages apart', async () => {
    const [one, other] = [await begin(), await begin()];
    await journal.note(one, [reply(1)]);
    expect(await journal.load(other)).toEqual([]);
  });

  it('shows people the steps, but nothing of what was asked and answered', async () => {
    const turn = await begin();
    await journal.note(turn, [reply(1, { response: { text: 'a secret' } })]);
    await journal.start(turn, payment(2), true);
    await journal.start(turn, payment(2), true);
    const lookup = new MessageLookup(opened.database);
    const shown = await lookup.steps(client, turn.message.id);
    expect(shown).toMatchObject({
      message_id: turn.message.id,
      total: 2,
      steps: [
        {
          ...{ step: 1, kind: 'model', name: 'scripted/answers', state: 'done', attempts: 1 },
          ...{ tokens: { input: 11, output: 7 }, duration_ms: 250, idempotency_key: null },
        },
        {
          ...{ step: 2, kind: 'tool', name: 'http_client', state: 'started', attempts: 2 },
          ...{ idempotency_key: 'caxton-msg-2', finished_at: null, duration_ms: null },
        },
      ],
    });
    expect(JSON.stringify(shown)).not.toContain('secret');
    await openMailbox(opened.database, 'worker-1').commit(turn, answer(turn), false);
    const after = await lookup.steps(client, turn.message.id);
    expect(after.steps.map(({ state }) => state)).toEqual(['done', 'unknown']);
    await expect(lookup.steps(client, 'msg-nobody')).rejects.toThrow('not found');
    await expect(lookup.steps({ ...client, workspace: 'other' }, turn.message.id)).rejects.toThrow(
      'not found',
    );
  });

  it('forgets the steps of messages that ended long ago, and of no others', async () => {
    const [ended, waiting, recent] = [await begin(), await begin(), await begin()];
    for (const turn of [ended, waiting, recent]) await journal.note(turn, [reply(1)]);
    const mailbox = openMailbox(opened.database, 'worker-1');
    for (const turn of [ended, recent]) await mailbox.commit(turn, answer(turn), false);
    await look(opened.database, `update turn_steps set started_at = now() - interval '8 days'`);
    await look(
      opened.database,
      `update messages set settled_at = now() - interval '8 days' where id = $1`,
      [ended.message.id],
    );
    const old = new OldRecords(opened.database);
    expect(await old.dropSteps(7 * 86_400_000, 100)).toBeGreaterThanOrEqual(1);
    const left = await Promise.all([ended, waiting, recent].map((turn) => journal.load(turn)));
    expect(left.map(({ length }) => length)).toEqual([0, 1, 1]);
  });

  it('drops many steps in portions', async () => {
    const turn = await begin();
    await openMailbox(opened.database, 'worker-1').commit(turn, answer(turn), false);
    await look(opened.database, `delete from turn_steps`);
    await look(
      opened.database,
      `insert into turn_steps (workspace_id, message_id, step_no, kind, name, request_hash, state, started_at)
       select 'default', $1, n, 'tool', 'look_up', 'h', 'done', now() - interval '1 hour'
       from generate_series(1, 2500) n returning step_no`,
      [turn.message.id],
    );
    const old = new OldRecords(opened.database);
    const dropped = async (): Promise<number> => old.dropSteps(0, 2_000);
    expect([await dropped(), await dropped(), await dropped()]).toEqual([2_000, 500, 0]);
  });
});
