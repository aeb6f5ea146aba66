import { Client } from 'pg';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { addAgent, client, look, request } from '../messaging.fixture.js';
import { GroupCommit } from './group-commit.js';
import { HeldUp } from './held-up.js';
import type { FinalReceipt, Submission } from './submission.js';

const settings = { maxBatch: 200, maxInFlight: 4, maxWaiting: 2_000 };
const refusal = { code: 'UNAVAILABLE', status: 503, details: { retry_after: 2 } };
/** From the statement: longer than this nobody is left without an answer (reliability F16). */
const longestMs = 6_000;

interface Told {
  readonly receipt: FinalReceipt | undefined;
  readonly error: unknown;
  readonly afterMs: number;
}

describeWith(['postgres'], HeldUp.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let groupCommit: GroupCommit;
  let holder: Client;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    groupCommit = new GroupCommit(opened.database, settings, { mailArrived: () => undefined });
    holder = new Client({ connectionString: opened.url });
    await holder.connect();
    await holder.query('begin');
  });
  afterEach(() => holder.end());

  function submission(conversation: string): Submission {
    return { caller: client, messages: [request(agent, conversation)], answer: {} };
  }

  async function send(conversation: string): Promise<Told> {
    const startedAt = performance.now();
    const settled = await groupCommit.submit(submission(conversation)).then(
      (receipt) => ({ receipt, error: undefined }),
      (error: unknown) => ({ receipt: undefined, error }),
    );
    return { ...settled, afterMs: performance.now() - startedAt };
  }

  const hold = (conversation: string): Promise<unknown> =>
    holder.query('select id from conversations where id = $1 for update', [conversation]);

  /** The neighbours of `held`, sent in the same batch as it. */
  async function sendTogether(held: string, prefix: string): Promise<[Told, readonly Told[]]> {
    const neighbours = Array.from({ length: 60 }, (_, n) => `${prefix}-${String(n)}`);
    const [culprit, ...others] = await Promise.all([held, ...neighbours].map(send));
    if (culprit === undefined) throw new Error('Nothing was sent.');
    return [culprit, others];
  }

  const slowest = (all: readonly Told[]): number => Math.max(...all.map(({ afterMs }) => afterMs));
  const stored = async (prefix: string): Promise<number> => {
    const text = `select count(*)::int as n from conversations where id like $1`;
    const [row] = await look<{ n: number }>(opened.database, text, [`${prefix}-%`]);
    return row?.n ?? 0;
  };

  it('stores the neighbours of a locked conversation and refuses only what goes to it', async () => {
    await send('held-1');
    await hold('held-1');
    const [culprit, neighbours] = await sendTogether('held-1', 'beside');
    expect(neighbours.filter(({ receipt }) => receipt?.kind !== 'accepted')).toEqual([]);
    expect(slowest(neighbours)).toBeLessThan(4_000);
    expect(culprit.error).toMatchObject(refusal);
    expect(culprit.afterMs).toBeLessThan(longestMs);
    expect(await stored('beside')).toBe(60);
  });

  it('does so too when the conversation was opened by a transaction that has not ended', async () => {
    await holder.query(`insert into conversations (workspace_id, id) values ('default', 'held-2')`);
    const [culprit, neighbours] = await sendTogether('held-2', 'near');
    expect(neighbours.filter(({ receipt }) => receipt?.kind !== 'accepted')).toEqual([]);
    expect(slowest(neighbours)).toBeLessThan(4_000);
    expect(culprit.error).toMatchObject(refusal);
    expect(culprit.afterMs).toBeLessThan(longestMs);
  });

  it('makes nobody wait for a conversation that is known to be held, and stores it when it is free', async () => {
    await send('held-3');
    await hold('held-3');
    expect((await send('held-3')).error).toMatchObject(refusal);
    const [culprit, neighbours] = await sendTogether('held-3', 'later');
    expect(slowest(neighbours)).toBeLessThan(1_000);
    expect(culprit.error).toMatchObject(refusal);
    await holder.query('rollback');
    expect((await send('held-3')).receipt).toMatchObject({ kind: 'accepted' });
  });

  it('answers everybody in time while a table is locked, and says what is not stored', async () => {
    await holder.query('lock table messages in access exclusive mode');
    const [culprit, neighbours] = await sendTogether('shut-a', 'shut');
    await holder.query('rollback');
    for (const { error } of [culprit, ...neighbours]) expect(error).toMatchObject({ status: 503 });
    expect(slowest([culprit, ...neighbours])).toBeLessThan(longestMs);
  });
});
