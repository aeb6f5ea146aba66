import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { Usage } from '../usage.js';
import { atOnce, client, end, look, send } from '../usage.fixture.js';
import { UsageRounds } from './usage-rounds.js';

let opened: MigratedDatabase;
beforeEach(async () => {
  opened = await createMigratedDatabase();
});
afterEach(() => opened.close());

/** As it was when nothing was noted yet, and the migration came then. */
async function forget(waiting: string): Promise<void> {
  const { database } = opened;
  await look(database, 'delete from tallies');
  await look(
    database,
    `insert into tallies (workspace_id, agent_id, capability, accepted)
     select workspace_id, agent_id, coalesce(capability, ''), count(*) from messages
     where id like $1 group by 1, 2, 3`,
    [waiting],
  );
  await look(database, `update usage_pasts set before = clock_timestamp(), done_at = null`);
}

describe(UsageRounds.name, () => {
  it('lets tallies gather until there are enough, or the first has waited long enough', async () => {
    const { database } = opened;
    const left = async (): Promise<number> => {
      const [row] = await look<{ n: number }>(database, 'select count(*)::int as n from tallies');
      return row?.n ?? 0;
    };
    const rounds = new UsageRounds(database, { tallies: 3, ms: 60_000 });
    for (const id of ['m1', 'm2']) await send(database, { id });
    await rounds.look();
    expect(await left()).toBe(2);
    await send(database, { id: 'm3' });
    await rounds.look();
    expect(await left()).toBe(0);
    await send(database, { id: 'm4' });
    await look(database, `update tallies set at = at - interval '61 s'`);
    await rounds.look();
    expect(await left()).toBe(0);
  });

  it('counts what happened before there were tallies, once, and not what happens meanwhile', async () => {
    const { database } = opened;
    const old = Array.from({ length: 2_100 }, (_, n) => ({ id: `old-${String(n)}` }));
    await send(database, ...old);
    await send(database, { id: 'waiting' });
    await look(
      database,
      `update messages set status = 'completed', settled_at = accepted_at + interval '1 s'
       where id like 'old-%'`,
    );
    await forget('waiting');
    await send(database, { id: 'new' });
    await look(database, `update messages set accepted_at = clock_timestamp() where id <> 'x'`);
    await end(database, 'waiting');
    await look(
      database,
      `update messages set settled_at = clock_timestamp() + interval '1 s' where id = 'waiting'`,
    );

    await new UsageRounds(database, atOnce).look();
    await new UsageRounds(database, atOnce).look();
    const [known] = await new Usage(database).ofAgents(client, ['agt-a']);
    expect(known).toMatchObject({ accepted: 2_102, completed: 2_101, turns: 1, tokens_in: 10 });
    const open = await look(database, `select subject from usage_pasts where done_at is null`);
    expect(open).toEqual([]);
  });

  it('counts what conversations had cost before they knew it, once, beside what they cost since', async () => {
    const { database } = opened;
    await look(database, `insert into conversations (workspace_id, id) values ('default', 'c')`);
    await send(database, { id: 'old-1' }, { id: 'old-2' }, { id: 'new' });
    for (const id of ['old-1', 'old-2']) await end(database, id);
    await look(database, `update messages set settled_at = now() where id like 'old-%'`);
    await look(database, `update conversations set tokens_in = 0, tokens_out = 0, cost = 0`);
    await forget('new');
    await look(
      database,
      `update messages set settled_at = clock_timestamp(), tokens_in = 10, tokens_out = 5, cost = 7
       where id = 'new'`,
    );

    await new UsageRounds(database, atOnce).look();
    await new UsageRounds(database, atOnce).look();
    const told = await look(
      database,
      'select tokens_in::int, tokens_out::int, cost::int from conversations',
    );
    expect(told).toEqual([{ tokens_in: 30, tokens_out: 15, cost: 21 }]);
  });

  it('counts the conversations of before, those that were completed as having ended once', async () => {
    const { database } = opened;
    await look(
      database,
      `insert into conversations (workspace_id, id, status, created_at, last_activity_at)
       select 'default', 'c' || n, case when n < 3 then 'completed' else 'active' end,
         now() - interval '1 h', now() - interval '59 minutes' from generate_series(1, 4) n`,
    );
    await forget('none');
    await new UsageRounds(database, atOnce).look();

    const [row] = await look(
      database,
      `select conversations_begun::int as begun, conversations_ended::int as ended,
         conversation_ms::int as ms from usage_sums where span = 'ever'`,
    );
    expect(row).toEqual({ begun: 4, ended: 2, ms: 120_000 });
  });
});
