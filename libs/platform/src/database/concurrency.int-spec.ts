import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { systemCaller } from './caller.js';
import { Database } from './database.js';
import { sqlState } from './sql-faults.js';
import type { Tx } from './tx.js';

const add = {
  name: 'test.add-workspace',
  text: `insert into workspaces (id) values ($1) returning id`,
};
const touch = {
  name: 'test.touch-workspace',
  text: `update workspaces set created_at = clock_timestamp() where id = $1 returning id`,
};
const fail = (state: string): { name: string; text: string } => ({
  name: `test.raise-${state}`,
  text: `do $$ begin raise exception 'lost' using errcode = '${state}'; end $$`,
});

describeWith(['postgres'], `${Database.name} against its neighbours`, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    for (const id of ['one', 'two']) {
      await opened.database.transaction(systemCaller, (tx) => tx.rows(add, [id]));
    }
  });
  afterAll(() => opened.close());

  it('runs both of two transactions that lock the same rows in opposite order', async () => {
    let met = 0;
    let meet: () => void = () => undefined;
    const bothHoldOne = new Promise<void>((resolve) => (meet = resolve));
    const inOrder = async (tx: Tx, first: string, second: string): Promise<void> => {
      await tx.rows(touch, [first]);
      met += 1;
      if (met === 2) meet();
      await bothHoldOne;
      await tx.rows(touch, [second]);
    };
    await Promise.all([
      opened.database.transaction(systemCaller, (tx) => inOrder(tx, 'one', 'two')),
      opened.database.transaction(systemCaller, (tx) => inOrder(tx, 'two', 'one')),
    ]);
    expect(met).toBe(3);
  });

  it.each(['40P01', '40001'])('gives up after three tries that ended with %s', async (state) => {
    let tries = 0;
    const lost = opened.database.transaction(systemCaller, (tx) => {
      tries += 1;
      return tx.rows(fail(state));
    });
    expect(await lost.catch(sqlState)).toBe(state);
    expect(tries).toBe(3);
  });

  it('does not try again what another try would not mend', async () => {
    let tries = 0;
    const refused = opened.database.transaction(systemCaller, (tx) => {
      tries += 1;
      return tx.rows(fail('23514'));
    });
    expect(await refused.catch(sqlState)).toBe('23514');
    expect(tries).toBe(1);
  });
});
