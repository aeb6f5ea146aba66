import { EventEmitter } from 'node:events';
import { systemCaller, type Caller } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import type { ScenarioOutcome } from './scenario-outcome.js';
import { mostTrials, TrialBook } from './trial-book.js';
import { TrialClaims } from './trial-claims.js';
import type { TrialRequest } from './trial-request.js';

const caller: Caller = { workspace: 'default', principal: 'ann' };
const stranger: Caller = { workspace: 'elsewhere', principal: 'bob' };

const request: TrialRequest = {
  configuration: { name: 'Candidate', capabilities: ['finding'] },
  scenarios: [{ name: 'one', input: 'it' }],
  ...{ allowTools: [], issues: [] },
};
const outcome: ScenarioOutcome = {
  ...{ index: 0, durationMs: 1, capabilities: [], calls: [], preview: 'done', cost: 0 },
  tokens: { input: 1, output: 1 },
};

/** As the channel of one process. */
class Channel extends EventEmitter {
  isWhole = true;

  publish(topic: string): void {
    this.emit(topic);
  }

  subscribe(topic: string, listener: () => void): () => void {
    this.on(topic, listener);
    return () => this.off(topic, listener);
  }
}

describe('trials', () => {
  let opened: MigratedDatabase;
  let book: TrialBook;
  let claims: TrialClaims;
  const channel = new Channel();

  let statements = 0;
  const run = async (text: string): Promise<void> => {
    statements += 1;
    const statement = { name: `test.trials-${String(statements)}`, text };
    await opened.database.read(systemCaller, (tx) => tx.rows(statement));
  };
  const never = new AbortController().signal;
  const begin = (by = caller, forMs = 60_000): Promise<string> => book.begin(by, request, forMs);
  const taken = async (): Promise<NonNullable<Awaited<ReturnType<TrialClaims['take']>>>> => {
    const trial = await claims.take();
    if (trial === undefined) throw new Error('No trial waits.');
    return trial;
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    opened.database.announceOn(channel);
    book = new TrialBook(opened.database, channel);
    claims = new TrialClaims(opened.database);
  });
  beforeEach(() => run('delete from trials'));
  afterAll(() => opened.close());

  it('are taken once, told of when they end, and keep what came of them', async () => {
    const id = await begin();
    const waiting = book.wait(caller, id, never);
    const [trial, none] = [await taken(), await claims.take()];
    expect([trial.id, trial.principal, none]).toEqual([id, 'ann', undefined]);
    expect(trial.leftMs).toBeGreaterThan(50_000);
    expect(await claims.renew(trial)).toBe(true);
    expect(await claims.note(trial, outcome, 80)).toBe(true);
    await claims.finish(trial);
    const ended = { state: 'ended', outcomes: [outcome], memory_mb: 80, why: null };
    expect(await waiting).toMatchObject(ended);
    expect(await book.wait(caller, id, never)).toMatchObject(ended);
  });

  it('of which fifty come at once are as many as a workspace may have; others keep theirs', async () => {
    const all = await Promise.allSettled(Array.from({ length: 50 }, () => begin()));
    const refused = all.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as unknown] : [],
    );
    expect(all.length - refused.length).toBe(mostTrials);
    for (const error of refused) expect(error).toMatchObject({ code: 'TRIALS_FULL', status: 429 });
    await expect(begin(stranger)).resolves.toMatch(/^test-/);
    await run(`update trials set state = 'ended' where workspace_id = 'default'`);
    await expect(begin()).resolves.toMatch(/^test-/);
  });

  it('are nothing to other workspaces', async () => {
    const id = await begin();
    await expect(book.wait(stranger, id, never)).rejects.toMatchObject({ code: 'TRIAL_NOT_FOUND' });
    await book.cancel(stranger, id);
    expect((await taken()).id).toBe(id);
  });

  it('are left to workers that serve a capability of theirs', async () => {
    await begin();
    expect(await claims.take(['cooking'])).toBeUndefined();
    expect(await claims.take(['cooking', 'finding'])).toBeDefined();
  });

  it.each([
    ['WORKER_LOST', `update trials set state = 'running', token = 't', lease_until = now()`],
    ['NO_WORKER', `update trials set deadline = now() - interval '1 min'`],
    [
      'TIMED_OUT',
      `update trials set state = 'running', token = 't', deadline = now() - interval '1 min',
        lease_until = now() + interval '1 min'`,
    ],
  ])('that nobody works on are ended, and not run again: %s', async (why, happens) => {
    const id = await begin();
    await run(happens);
    expect(await book.wait(caller, id, never)).toMatchObject({ state: 'ended', why });
    expect(await claims.take()).toBeUndefined();
  });

  it('that are called off are not ours any more, and nothing of them is written', async () => {
    const id = await begin();
    const trial = await taken();
    await book.cancel(caller, id);
    expect([await claims.renew(trial), await claims.note(trial, outcome, 1)]).toEqual([
      false,
      false,
    ]);
    await claims.finish(trial);
    expect(await book.wait(caller, id, never)).toMatchObject({ why: 'CANCELLED', outcomes: [] });
  });

  it('are waited for no longer than somebody wants to know', async () => {
    const leaving = new AbortController();
    const waiting = book.wait(caller, await begin(), leaving.signal);
    leaving.abort();
    expect(await waiting).toBeUndefined();
    expect(channel.eventNames()).toEqual([]);
  });
});
