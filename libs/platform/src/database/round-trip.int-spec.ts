import { systemCaller } from './caller.js';
import type { Statement, Tx } from './tx.js';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';

const put: Statement = {
  name: 'test.put',
  text: `insert into round_trips values ($1) returning n`,
};
const list: Statement = { name: 'test.list', text: `select n from round_trips order by n` };
const divide: Statement = { name: 'test.divide', text: `select 1 / $1::int as n` };
const quiet: Statement = { name: 'test.quiet', text: `delete from round_trips where n = $1` };

describe('statements in one round trip', () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    await read((tx) => tx.rows({ name: 'test.table', text: `create table round_trips (n int)` }));
  });
  beforeEach(() => read((tx) => tx.rows({ name: 'test.empty', text: `delete from round_trips` })));
  afterAll(() => opened.close());

  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    opened.database.read(systemCaller, work);
  const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    opened.database.transaction(systemCaller, work);
  const stored = (): Promise<unknown[]> =>
    read(async (tx) => (await tx.rows<{ n: number }>(list)).map(({ n }) => n));

  it('give the rows of each, also of those that have none', async () => {
    const rows = await transact((tx) =>
      tx.together([[put, [1]], [quiet, [7]], [list], [put, [2]]]),
    );
    expect(rows).toEqual([[{ n: 1 }], [], [{ n: 1 }], [{ n: 2 }]]);
    expect(await stored()).toEqual([1, 2]);
  });

  it('stop at the first that fails, and nothing of the transaction stays', async () => {
    const failing = transact(async (tx) => {
      await tx.rows(put, [1]);
      return tx.conclude([
        [put, [2]],
        [divide, [0]],
        [put, [3]],
      ]);
    });
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await stored()).toEqual([]);
  });

  it('commit with the last of them', async () => {
    const rows = await transact((tx) => tx.conclude([[put, [1]], [list]]));
    expect(rows).toEqual([[{ n: 1 }], [{ n: 1 }]]);
    expect(await stored()).toEqual([1]);
  });

  it('are known by their names after a trip that failed behind them', async () => {
    const once: Statement = { name: 'test.once', text: `select 1 as n` };
    const trip = (divisor: number): Promise<unknown> =>
      transact((tx) => tx.together([[once], [divide, [divisor]]]));
    for (let round = 0; round < 20; round += 1) {
      await expect(trip(0)).rejects.toMatchObject({ code: '22012' });
      expect(await trip(1)).toEqual([[{ n: 1 }], [{ n: 1 }]]);
    }
  });

  it('begin the transaction before any of two that are said at once', async () => {
    const failing = transact((tx) => Promise.all([tx.rows(divide, [0]), tx.rows(put, [1])]));
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    expect(await stored()).toEqual([]);
  });

  it('take the connection as it is after a failure', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        transact(async (tx) => {
          await tx.rows(put, [n]);
          await tx.rows(divide, [n % 2]);
        }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(await stored()).toEqual(Array.from({ length: 20 }, (_, n) => 2 * n + 1));
  });
});
