import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { UsageRounds } from './adding/usage-rounds.js';
import type { Grouping } from './reading/usage.repository.js';
import { Usage } from './usage.js';
import { atOnce, client, end, look, send } from './usage.fixture.js';

let opened: MigratedDatabase;
let usage: Usage;
beforeEach(async () => {
  opened = await createMigratedDatabase();
  usage = new Usage(opened.database);
});
afterEach(() => opened.close());

const tallies = async (): Promise<number> => {
  const rows = await look<{ n: number }>(opened.database, 'select count(*)::int as n from tallies');
  return rows[0]?.n ?? 0;
};

describe(Usage.name, () => {
  it('counts what is accepted, ends and is put back, and how long it took', async () => {
    const { database } = opened;
    await send(database, { id: 'm1', capability: 'work' }, { id: 'm2', capability: 'work' });
    await send(database, { id: 'm3', capability: 'play' }, { id: 'reply', mailbox: null });
    expect(await tallies()).toBe(2);
    await end(database, 'm1');
    await end(database, 'm2', 'failed');
    await look(
      database,
      `update messages set status = 'delivered', settled_at = null where id = 'm2'`,
    );
    await end(database, 'm2', 'expired');

    const known = await usage.ofAgents(client, ['agt-a', 'agt-none']);
    expect(known).toHaveLength(2);
    expect(known.find(({ capability }) => capability === 'work')).toEqual({
      ...{ agent_id: 'agt-a', capability: 'work' },
      ...{ accepted: 2, completed: 1, failed: 1, expired: 1, cancelled: 0, requeued: 1, turns: 3 },
      ...{ response_ms: 6_000, queue_ms: 6_000, turn_ms: 3_000 },
      ...{ tokens_in: 30, tokens_out: 15, cost: 21 },
      ...{ conversations_begun: 0, conversations_ended: 0, conversation_ms: 0 },
    });
  });

  it('says the same before and after tallies are added up, by any number of rounds at once', async () => {
    const { database } = opened;
    const ids = Array.from({ length: 60 }, (_, n) => `m${String(n)}`);
    await send(database, ...ids.map((id) => ({ id, capability: 'work' })));
    for (const id of ids) await end(database, id);
    const before = await usage.ofAgents(client, ['agt-a']);

    await Promise.all(Array.from({ length: 4 }, () => new UsageRounds(database, atOnce).look()));
    expect(await tallies()).toBe(0);
    expect(await usage.ofAgents(client, ['agt-a'])).toEqual(before);
    expect(before).toMatchObject([{ accepted: 60, completed: 60, tokens_in: 600 }]);
  });

  it('tells the same of a time as its hours do, wherever it begins and ends', async () => {
    const { database } = opened;
    await look(
      database,
      `insert into tallies (workspace_id, at, agent_id, accepted)
       select 'default', now() - n * interval '5 hours', 'agt-a', n from generate_series(0, 400) n`,
    );
    await new UsageRounds(database, atOnce).look();
    await send(database, { id: 'm1' });
    const hour = 3_600_000;
    const end = Math.ceil(Date.now() / hour) * hour;
    for (const [from, to] of [...fractions, [1_500, 0], [24 * 14, 0], [1, 0]]) {
      const time = { from: new Date(end - from * hour), to: new Date(end - to * hour) };
      const count = async (by: Grouping[]): Promise<number> => {
        const groups = await usage.between(client, { ...time, by, limit: 3_000 });
        return groups.reduce((sum, { accepted }) => sum + accepted, 0);
      };
      const hours = await count(['hour']);
      expect(hours).toBeGreaterThan(0);
      expect([from, to, await count(['agent']), await count(['day'])]).toEqual([
        ...[from, to, hours, hours],
      ]);
      expect(await count(['agent', 'day'])).toBe(hours);
      expect(await count(['sender', 'model'])).toBe(hours);
    }
  });

  it('adds up per hour, day and week, per version, sender and model', async () => {
    const { database } = opened;
    await send(database, { id: 'm1', sentBy: 'key-1' }, { id: 'm2', sentBy: 'key-2' });
    await end(database, 'm1');
    await end(database, 'm2', 'failed');
    await new UsageRounds(database, atOnce).look();

    const read = (table: string): Promise<object[]> =>
      look(
        database,
        `select span, agent_version, sent_by, model, accepted::int, completed::int, failed::int, cost::int
         from ${table} order by span, agent_version, sent_by, model`,
      );
    const ofSpan = (span: string): object[] => [
      { span, agent_version: 0, sent_by: 'key-1', model: '', ...sum(1, 0, 0, 0) },
      { span, agent_version: 0, sent_by: 'key-2', model: '', ...sum(1, 0, 0, 0) },
      { span, agent_version: 4, sent_by: 'key-1', model: 'p/m', ...sum(0, 1, 0, 7) },
      { span, agent_version: 4, sent_by: 'key-2', model: 'p/m', ...sum(0, 0, 1, 7) },
    ];
    const ever = { span: 'ever', agent_version: 0, sent_by: '', model: '', ...sum(2, 1, 1, 14) };
    const ofAll = [
      { span: 'day', agent_version: 0, sent_by: 'key-1', model: '', ...sum(1, 0, 0, 0) },
      { span: 'day', agent_version: 0, sent_by: 'key-1', model: 'p/m', ...sum(0, 1, 0, 7) },
      { span: 'day', agent_version: 0, sent_by: 'key-2', model: '', ...sum(1, 0, 0, 0) },
      { span: 'day', agent_version: 0, sent_by: 'key-2', model: 'p/m', ...sum(0, 0, 1, 7) },
    ];
    expect(await read('usage_sums')).toEqual([...ofSpan('day'), ever, ...ofSpan('hour')]);
    expect(await read('usage_totals')).toEqual([...ofAll, ...ofSpan('week')]);
  });

  it('tells what happened in a time apart, also what has not been added up, page by page', async () => {
    const { database } = opened;
    await look(
      database,
      `insert into agents (id, workspace_id, name, kind) values ('agt-a', 'default', 'A', 'code'),
         ('agt-b', 'default', 'B', 'code')`,
    );
    await send(
      database,
      { id: 'm1', sentBy: 'key-1', capability: 'work' },
      { id: 'm2', sentBy: 'key-2' },
    );
    await end(database, 'm1');
    await new UsageRounds(database, atOnce).look();
    await send(database, { id: 'm3', agent: 'agt-b', sentBy: 'key-1' });
    await end(database, 'm3');

    const hour = 3_600_000;
    const to = new Date(Math.ceil(Date.now() / hour) * hour);
    const terms = { from: new Date(to.getTime() - 49 * hour), to, limit: 10 };
    const read = async (by: Grouping[], more: object = {}): Promise<unknown[]> =>
      (await usage.between(client, { ...terms, by, ...more })).map(({ key, completed, cost }) => [
        ...key,
        completed,
        cost,
      ]);
    expect(await read(['agent'])).toEqual([
      ['A', 1, 7],
      ['B', 1, 7],
    ]);
    expect(await read(['sender', 'agent'])).toEqual([
      ['key-1', 'A', 1, 7],
      ['key-1', 'B', 1, 7],
      ['key-2', 'A', 0, 0],
    ]);
    expect(await read(['sender', 'agent'], { limit: 1, after: ['key-1', 'A'] })).toEqual([
      ['key-1', 'B', 1, 7],
    ]);
    expect(await read(['agent'], { agents: ['agt-b'], sender: 'key-1' })).toEqual([['B', 1, 7]]);
    expect(await read(['agent'], { capabilities: ['work'] })).toEqual([['A', 1, 7]]);
    const past = { from: new Date(0), to: new Date(hour) };
    expect(await read(['agent'], past)).toEqual([]);
    const days = await read(['day']);
    expect(days.length).toBe(new Set(days.map((row) => String(row))).size);
    const ofStranger = await usage.between(
      { ...client, workspace: 'other' },
      { ...terms, by: ['agent'] },
    );
    expect(ofStranger).toEqual([]);
  });

  it('tells the dearest conversations of a time first, with what happened in it, page by page', async () => {
    const { database } = opened;
    await look(
      database,
      `insert into conversations (workspace_id, id, created_at, last_activity_at)
       select 'default', id, now() - interval '9 days', at from (values ('old', now() - interval '8 days'),
         ('c', now()), ('d', now()), ('free', now())) v(id, at)`,
    );
    const ids = ['m1', 'm2', 'm3', 'm4', 'm5'];
    await send(database, ...ids.map((id) => ({ id })));
    await look(
      database,
      `update messages set conversation_id = case id when 'm3' then 'd' when 'm4' then 'old' else 'c' end`,
    );
    for (const id of ids.slice(0, 4)) await end(database, id);

    const hour = 3_600_000;
    const to = new Date(Math.ceil(Date.now() / hour) * hour);
    const terms = { from: new Date(to.getTime() - 24 * hour), to };
    const [first, ...more] = await usage.ofConversations(client, { ...terms, limit: 1 });
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      ...{
        key: ['c'],
        accepted: 3,
        completed: 2,
        turns: 2,
        tokens_in: 20,
        tokens_out: 10,
        cost: 14,
      },
      ...{ response_ms: 6_000, queue_ms: 4_000, turn_ms: 2_000, conversations_begun: 0 },
    });
    const rest = await usage.ofConversations(client, { ...terms, after: first?.place, limit: 9 });
    expect(rest).toMatchObject([{ key: ['d'], accepted: 1, cost: 7 }]);
    const stranger = { ...client, workspace: 'other' };
    expect(await usage.ofConversations(stranger, { ...terms, limit: 9 })).toEqual([]);
  });

  it('counts conversations from their beginning, or from when they are taken up, to their end', async () => {
    const { database } = opened;
    const set = (status: string, seconds: number): Promise<unknown> =>
      look(
        database,
        `update conversations set status = $1,
           last_activity_at = coalesce(active_since, created_at) + $2::int * interval '1 s'`,
        [status, seconds],
      );
    await look(database, `insert into conversations (workspace_id, id) values ('default', 'c')`);
    await set('completed', 5);
    await set('active', 60);
    await set('active', 61);
    await set('completed', 7);

    const [row] = await look(
      database,
      `select sum(conversations_begun)::int as begun, sum(conversations_ended)::int as ended,
         sum(conversation_ms)::int as ms from tallies`,
    );
    expect(row).toMatchObject({ begun: 1, ended: 2 });
    // Taken up by the clock of Postgres; the rest is as it was set.
    expect(Number(row?.['ms'])).toBeGreaterThanOrEqual(5_000);
  });
});

/** Hours ago, that begin and end anywhere in days and weeks. */
const fractions = Array.from({ length: 30 }, (_, n) => [60 + n * 37, 7 + n * 11] as const);

const sum = (accepted: number, completed: number, failed: number, cost: number): object => ({
  ...{ accepted, completed, failed, cost },
});
