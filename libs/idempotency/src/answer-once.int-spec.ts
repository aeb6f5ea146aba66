import { EventEmitter, once } from 'node:events';
import { Client } from 'pg';
import { ProtocolError } from '#protocol';
import { openDatabase, systemCaller, type Caller, type Database, type Tx } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { answerOnce } from './answer-once.js';
import type { IdempotencyClaim } from './claim.js';
import { dropExpiredAnswers } from './idempotency.repository.js';

const caller: Caller = { workspace: 'default', principal: 'api_client' };
const claimOf = (key: string, more: Partial<IdempotencyClaim> = {}): IdempotencyClaim => ({
  ...{ key, fingerprint: 'f', statusCode: 201, keepForMs: 3_600_000 },
  ...more,
});

describe(answerOnce, () => {
  let opened: MigratedDatabase;
  let other: Database;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    // As another process has it.
    other = await openDatabase({
      ...{ url: opened.url, pool: 10, entities: [], sessionLimits: true },
      onPoolError: () => undefined,
    });
    await Promise.all([opened.database, other].flatMap((each) => [each.ping(), each.ping()]));
  });
  afterAll(async () => {
    await other.close();
    await opened.close();
  });

  /** An effect that can be counted. */
  const effect =
    (id: string) =>
    async (tx: Tx): Promise<{ id: string; number: number }> => {
      const insert = {
        name: 'test.effect',
        text: `insert into capabilities (workspace_id, name, description) values ($1, gen_random_uuid()::text, $2) returning name`,
      };
      await tx.rows(insert, [tx.caller.workspace, id]);
      return { id, number: Math.random() };
    };
  const effects = async (id: string): Promise<number> => {
    const count = {
      name: 'test.count-effects',
      text: `select count(*)::int as count from capabilities where description = $1`,
    };
    const [row] = await other.read(systemCaller, (tx) => tx.rows<{ count: number }>(count, [id]));
    return row?.count ?? -1;
  };

  it('does the effect of ten equal requests through two processes once and answers all alike', async () => {
    let replays = 0;
    const claim = claimOf('ten', {
      onReplay: () => {
        replays += 1;
      },
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        answerOnce(n % 2 === 0 ? opened.database : other, caller, claim, effect('ten')),
      ),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    expect(replays).toBe(9);
    expect(await effects('ten')).toBe(1);
  });

  it('refuses the key for another request', async () => {
    await answerOnce(opened.database, caller, claimOf('reused'), effect('reused'));
    const again = answerOnce(
      other,
      caller,
      claimOf('reused', { fingerprint: 'g' }),
      effect('reused'),
    );
    await expect(again).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', status: 422 });
    expect(await effects('reused')).toBe(1);
  });

  it('saves nothing of what fails, so that the same key may be tried again', async () => {
    const failing = async (tx: Tx): Promise<object> => {
      await effect('failed')(tx);
      throw new ProtocolError('AGENT_ALREADY_EXISTS', 'taken');
    };
    const claim = claimOf('failed');
    await expect(answerOnce(opened.database, caller, claim, failing)).rejects.toThrow('taken');
    expect(await effects('failed')).toBe(0);
    await answerOnce(opened.database, caller, claim, effect('failed'));
    expect(await effects('failed')).toBe(1);
  });

  it('keeps principals apart', async () => {
    await answerOnce(opened.database, caller, claimOf('mine'), effect('mine'));
    await answerOnce(
      opened.database,
      { ...caller, principal: 'other' },
      claimOf('mine'),
      effect('mine'),
    );
    expect(await effects('mine')).toBe(2);
  });

  it('says after two seconds that the first request is still running, and holds no connection', async () => {
    const gate = new EventEmitter();
    const held = once(gate, 'end');
    const begun = once(gate, 'begun');
    const first = answerOnce(opened.database, caller, claimOf('slow'), async (tx) => {
      await effect('slow')(tx);
      gate.emit('begun');
      await held;
      return {};
    });
    await begun;
    const many = Array.from({ length: 12 }, () =>
      answerOnce(other, caller, claimOf('slow'), effect('slow')),
    );
    let ended = 0;
    for (const one of many) void one.catch(() => (ended += 1));
    await other.read(systemCaller, (tx) => tx.rows({ name: 'test.one', text: 'select 1 as one' }));
    expect(ended).toBe(0);
    const outcomes = await Promise.allSettled(many);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: 'rejected',
        reason: { code: 'IDEMPOTENCY_IN_PROGRESS', details: { retry_after: 1 } },
      });
    }
    gate.emit('end');
    await first;
    expect(await effects('slow')).toBe(1);
  });

  it('waits no longer than two seconds for whoever holds the unique index without the lock', async () => {
    const stranger = new Client({ connectionString: opened.url });
    await stranger.connect();
    await stranger.query('begin');
    await stranger.query(
      `insert into idempotency_keys values ('default', 'api_client', 'old', 'f', 200, '{}', now(), now() + interval '1 day')`,
    );
    const waiting = answerOnce(opened.database, caller, claimOf('old'), effect('old'));
    await expect(waiting).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    await stranger.query('commit');
    await stranger.end();
    expect(await answerOnce(opened.database, caller, claimOf('old'), effect('old'))).toEqual({});
    expect(await effects('old')).toBe(0);
  });

  it('forgets an answer when its time is over, and sweeps such answers away in portions', async () => {
    for (const key of ['short-1', 'short-2', 'short-3']) {
      await answerOnce(opened.database, caller, claimOf(key, { keepForMs: -1 }), effect('short'));
    }
    await answerOnce(
      opened.database,
      caller,
      claimOf('short-1', { keepForMs: -1 }),
      effect('short'),
    );
    expect(await effects('short')).toBe(4);
    const drop = (most: number): Promise<number> =>
      opened.database.read(systemCaller, (tx) => dropExpiredAnswers(tx, most));
    expect([await drop(2), await drop(2), await drop(2)]).toEqual([2, 1, 0]);
  });
});
