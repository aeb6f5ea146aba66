import type { ClientBase, Pool } from 'pg';
import { TestPostgres, until } from './embedded-postgres.fixture.js';

const seconds = 5;
const pools = 3;
const workersPerPool = 6;

/** What went wrong, and how often; and how much went right. */
class Tally {
  right = 0;
  readonly wrong = new Map<string, number>();

  check(isRight: boolean, what: string): void {
    if (isRight) this.right += 1;
    else this.wrong.set(what, (this.wrong.get(what) ?? 0) + 1);
  }
}

interface Tagged {
  readonly tag: string;
}

type Act = (pool: Pool, tag: string, tally: Tally) => Promise<void>;

/** Each proves that it was answered for itself, by a tag nobody else has. */
const acts: readonly Act[] = [
  async (pool, tag, tally) => {
    const { rows } = await pool.query('select $1::text as tag, $2::jsonb as json', [tag, { tag }]);
    tally.check(JSON.stringify(rows) === JSON.stringify([{ tag, json: { tag } }]), 'parameters');
  },
  async (pool, tag, tally) => {
    const { rows } = await pool.query<Tagged>({
      name: 'echo',
      text: 'select $1::text as tag',
      values: [tag],
    });
    tally.check(rows.length === 1 && rows[0]?.tag === tag, 'named statement');
  },
  async (pool, tag, tally) => {
    const { rows } = await pool.query<Tagged>(
      `select '${tag}' as tag from generate_series(1, 100)`,
    );
    tally.check(rows.length === 100 && rows.every((row) => row.tag === tag), 'simple query');
  },
  async (pool, _tag, tally) => {
    const refusal = await pool.query('select 1 / $1::int', [0]).catch((error: unknown) => error);
    tally.check((refusal as { code?: string }).code === '22012', 'error');
  },
  async (pool, tag, tally) => {
    await inTransaction(pool, async (client) => {
      await client.query(`select set_config('my.tag', $1, true)`, [tag]);
      await client.query('insert into tags values ($1)', [tag]);
      const { rows } = await client.query<{ setting: string; count: number }>(
        `select current_setting('my.tag') as setting, count(*)::int as count from tags where tag = $1`,
        [tag],
      );
      tally.check(rows[0]?.setting === tag && rows[0].count === 1, 'transaction');
    });
    const { rowCount } = await pool.query('delete from tags where tag = $1', [tag]);
    tally.check(rowCount === 1, 'commit');
  },
  async (pool, tag, tally) => {
    const failed = await inTransaction(pool, async (client) => {
      await client.query('insert into tags values ($1)', [tag]);
      await client.query('select nope');
    }).catch((error: unknown) => error);
    const { rowCount } = await pool.query('select from tags where tag = $1', [tag]);
    tally.check((failed as { code?: string }).code === '42703' && rowCount === 0, 'rollback');
  },
  async (pool, tag, tally) => {
    await pool.query('update counter set value = value + 1');
    await pool.query('select pg_notify($1, $2)', ['news', tag]);
    tally.check(true, 'notify');
  },
];

async function inTransaction(
  pool: Pool,
  work: (client: ClientBase) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

describe('many clients of all kinds at once', () => {
  let postgres: TestPostgres;
  const tally = new Tally();
  const heard: string[][] = [];
  let notified = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const client = await postgres.connect();
    await client.query('create table tags (tag text)');
    await client.query('create table counter (value int)');
    await client.query('insert into counter values (0)');
    for (let ear = 0; ear < 3; ear += 1) await listen();
  });

  afterAll(() => postgres.stop());

  async function listen(): Promise<void> {
    const ear = await postgres.connect();
    const tags: string[] = [];
    heard.push(tags);
    ear.on('notification', ({ payload }) => tags.push(payload ?? ''));
    await ear.query('listen news');
  }

  async function work(pool: Pool, name: string, deadline: number): Promise<void> {
    for (let turn = 0; performance.now() < deadline; turn += 1) {
      const act = acts[Math.floor(Math.random() * acts.length)] ?? acts[0];
      if (act === acts.at(-1)) notified += 1;
      await act?.(pool, `${name}.${turn}`, tally).catch((error: unknown) => {
        tally.check(false, String(error));
      });
    }
  }

  /** Comes, opens a transaction or leaves a query half said, and is gone. */
  async function vanish(deadline: number): Promise<void> {
    for (let turn = 0; performance.now() < deadline; turn += 1) {
      const client = await postgres.connect();
      await client.query('begin');
      await client.query(`insert into tags values ('ghost')`);
      if (turn % 2 === 0) void client.query('select pg_sleep(0.001)').catch(() => undefined);
      (
        client as unknown as { connection: { stream: { destroy(): void } } }
      ).connection.stream.destroy();
    }
  }

  it('are all answered for themselves, and for nobody else', async () => {
    const deadline = performance.now() + seconds * 1_000;
    const workers = Array.from({ length: pools }, (_, pool) => {
      const own = postgres.pool(4);
      return Array.from({ length: workersPerPool }, (_none, worker) =>
        work(own, `${pool}.${worker}`, deadline),
      );
    });
    await Promise.all([...workers.flat(), vanish(deadline)]);

    expect(Object.fromEntries(tally.wrong)).toEqual({});
    expect(tally.right).toBeGreaterThan(100);
  });

  it('leave exactly what they committed', async () => {
    const client = await postgres.connect();

    expect((await client.query('select tag from tags')).rows).toEqual([]);
    expect((await client.query('select value from counter')).rows).toEqual([{ value: notified }]);
  });

  it('hear every notification once, in one order', async () => {
    await until(() => heard.every(({ length }) => length === notified));

    expect(new Set(heard[0]).size).toBe(notified);
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[2]).toEqual(heard[0]);
  });
});
