import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { systemCaller, type Tx } from '#platform';
import { readMessageFigures } from './figures.repository.js';

describe(readMessageFigures, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  let said = 0;
  const say = (text: string): Promise<unknown> => {
    const name = `test.figures-${String((said += 1))}`;
    return opened.database.read(systemCaller, (tx: Tx) => tx.rows({ name, text }));
  };

  it('tells of all workspaces what was added up and what was not yet, and of no hour twice', async () => {
    await say(`insert into workspaces (id) values ('acme')`);
    await say(`insert into usage_sums (workspace_id, span, at, agent_id, capability, accepted, completed, response_ms)
      values ('default', 'ever', '-infinity', 'a', 'sum', 5, 4, 8000), ('acme', 'ever', '-infinity', 'b', 'sum', 1, 0, 0),
        ('default', 'hour', date_trunc('hour', now(), 'UTC'), 'a', 'sum', 5, 4, 8000)`);
    await say(`insert into tallies (workspace_id, agent_id, capability, accepted, failed, expired, requeued, response_ms)
      values ('default', 'a', 'sum', 2, 2, 1, 1, 1000), ('default', 'a', '', 3, 0, 0, 0, 0)`);
    const figures = await opened.database.read(systemCaller, readMessageFigures);
    const of = (capability: string | null): unknown =>
      Object.fromEntries(
        figures
          .filter((one) => one.capability === capability)
          .map(({ status, count, seconds }) => [status, [count, seconds]]),
      );
    // Nine were delivered, one of them again; seven ended.
    expect(of('sum')).toEqual({
      ...{ delivered: [2, 0], completed: [4, 9], failed: [2, 0], expired: [1, 0] },
    });
    expect(of(null)).toEqual({ delivered: [3, 0] });
  });
});
