import { EventEmitter, once } from 'node:events';
import type { ToolPolicy } from '#protocol';
import { openDatabase, systemCaller, type Caller, type Database } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { Tool } from '../tool.js';
import { CallQuota } from './call-quota.js';

const caller: Caller = { workspace: 'default', principal: 'Analyst' };
const tool: Tool = {
  ...{ name: 'look', description: '', examples: [], safety: 'read_only', parameters: {} },
  timeoutMs: 60_000,
  execute: () => Promise.resolve(null),
};

describe(CallQuota, () => {
  let opened: MigratedDatabase;
  let other: Database;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
    // As another process has it.
    other = await openDatabase({
      ...{ url: opened.url, pool: 5, entities: [], sessionLimits: true },
      onPoolError: () => undefined,
    });
  });
  afterAll(async () => {
    await other.close();
    await opened.close();
  });

  const signal = new AbortController().signal;
  const run = <T>(
    policy: ToolPolicy,
    work: () => Promise<T>,
    { by = caller, on = opened.database } = {},
  ): Promise<T> => new CallQuota(on).within({ caller: by, tool, policy, signal }, work);
  const codeOf = (act: Promise<unknown>): Promise<unknown> =>
    act.then(
      () => 'made',
      (error: unknown) => (error as { code: string }).code,
    );
  const made = (): Promise<string> => Promise.resolve('made');
  const agent = (principal: string): Caller => ({ ...caller, principal });

  it('makes a minute’s calls and no more, whichever process makes them', async () => {
    const by = agent('Hurried');
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        codeOf(
          run({ rate_per_minute: 5 }, made, { by, on: n % 2 === 0 ? opened.database : other }),
        ),
      ),
    );
    expect(outcomes.filter((code) => code === 'made')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['made', 'TOOL_RATE_LIMITED']));
    expect(await codeOf(run({ rate_per_minute: 5 }, made, { by: agent('Other') }))).toBe('made');
  });

  it('allows more as time passes, up to a minute’s worth', async () => {
    const by = agent('Patient');
    const policy = { rate_per_minute: 6 };
    for (let n = 0; n < 6; n += 1) await run(policy, made, { by });
    expect(await codeOf(run(policy, made, { by }))).toBe('TOOL_RATE_LIMITED');
    const pass = (seconds: number): Promise<unknown> =>
      opened.database.read(systemCaller, (tx) =>
        tx.rows(
          {
            name: 'test.age',
            text: `update tool_rates set filled_at = filled_at - $1::int * interval '1 s' where agent = 'Patient'`,
          },
          [seconds],
        ),
      );
    await pass(11);
    expect(await codeOf(run(policy, made, { by }))).toBe('made');
    expect(await codeOf(run(policy, made, { by }))).toBe('TOOL_RATE_LIMITED');
    await pass(3_600);
    const codes = [];
    for (let n = 0; n < 7; n += 1) codes.push(await codeOf(run(policy, made, { by })));
    expect(codes.filter((code) => code === 'made')).toHaveLength(6);
  });

  it('runs so many calls at a time, in all processes together, and lets others wait', async () => {
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await opened.database.ping();
      running -= 1;
    };
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        run({ max_concurrency: 2 }, work, { on: n % 2 === 0 ? opened.database : other }),
      ),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('frees the seat of a call that failed, and of one whose process died', async () => {
    const policy = { max_concurrency: 1 };
    const by = agent('Falling');
    const failing = run(policy, () => Promise.reject(new Error('broken')), { by });
    await expect(failing).rejects.toThrow('broken');
    expect(await codeOf(run(policy, made, { by }))).toBe('made');
    const expired = `insert into tool_seats values ('default', 'Falling', 'look', 1, 'dead', now() - interval '1 s')`;
    await opened.database.read(systemCaller, (tx) => tx.rows({ name: 'test.dead', text: expired }));
    expect(await codeOf(run(policy, made, { by }))).toBe('made');
  });

  it('stops waiting when the turn ends', async () => {
    const gate = new EventEmitter();
    const by = agent('Waiting');
    const begun = once(gate, 'begun');
    const held = run(
      { max_concurrency: 1 },
      async () => {
        const end = once(gate, 'end');
        gate.emit('begun');
        await end;
      },
      { by },
    );
    await begun;
    const turn = new AbortController();
    const waiting = new CallQuota(opened.database).within(
      { caller: by, tool, policy: { max_concurrency: 1 }, signal: turn.signal },
      made,
    );
    turn.abort(new Error('the turn is over'));
    await expect(waiting).rejects.toThrow();
    gate.emit('end');
    await held;
  });
});
