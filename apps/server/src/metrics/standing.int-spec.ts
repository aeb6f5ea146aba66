import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { createId, defaultWorkspace, systemCaller } from '#platform';
import { readStanding, type Standing } from './standing.repository.js';

/** An agent with two messages of a capability in one mailbox, accepted so many seconds ago. */
interface Waiting {
  readonly capability: string;
  readonly status?: 'running' | 'paused';
  readonly parked?: boolean;
  readonly ago?: number;
}

describe(readStanding, () => {
  let opened: MigratedDatabase;
  let statements = 0;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  beforeEach(async () => {
    for (const table of ['messages', 'mailboxes', 'workers']) await sql(`delete from ${table}`);
  });
  afterAll(() => opened.close());

  const sql = (text: string, values: unknown[] = []): Promise<unknown> => {
    statements += 1;
    const name = `test.standing-${String(statements)}`;
    return opened.database.transaction(systemCaller, (tx) => tx.rows({ name, text }, values));
  };
  const standing = (): Promise<Standing> => opened.database.read(systemCaller, readStanding);

  async function wait({ capability, status = 'running', parked, ago = 1 }: Waiting): Promise<void> {
    const [agent, conversation] = [createId('agt'), createId('conv')];
    await sql(
      `insert into agents (id, workspace_id, name, kind, status) values ($1, $2, $1, 'code', $3)`,
      [...[agent, defaultWorkspace, status]],
    );
    await sql(
      `with box as (
        insert into mailboxes (workspace_id, agent_id, conversation_id, pending, last_seq, parked_at, not_before)
        values ($1, $2, $3, 2, 2, case when $6 then now() end,
          case when $6 then timestamptz 'infinity' else timestamptz '-infinity' end)
        returning id)
      insert into messages (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq,
        performative, sender, capability, agent_id, content, status, accepted_at)
      select $1, $3 || n, $3, n, box.id, n, 'request', 'api_client', $4, $2, '{}', 'delivered',
        now() - ($5::int - n) * interval '1 second'
      from box, generate_series(1, 2) n`,
      [defaultWorkspace, agent, conversation, capability, ago, parked === true],
    );
  }

  it('sums up what waits by capability, and tells since when the oldest does', async () => {
    await wait({ capability: 'reporting', ago: 60 });
    await wait({ capability: 'reporting', ago: 5 });
    await wait({ capability: 'billing', ago: 9 });
    const { backlog } = await standing();
    const told = backlog.map(({ capability, waiting }) => [capability, waiting]).sort();
    expect(told).toEqual([
      ['billing', 2],
      ['reporting', 4],
    ]);
    const oldest = backlog.find(({ capability }) => capability === 'reporting')?.oldest ?? 0;
    expect(oldest).toBeGreaterThanOrEqual(59);
    expect(oldest).toBeLessThan(90);
  });

  it('counts what waits for people in no backlog, and tells no age of what a paused agent has', async () => {
    await wait({ capability: 'asking', parked: true, ago: 600 });
    await wait({ capability: 'resting', status: 'paused', ago: 600 });
    const { backlog } = await standing();
    expect(backlog).toEqual([{ capability: 'resting', waiting: 2, oldest: 0 }]);
  });

  it('counts dead letters until somebody discards them', async () => {
    await wait({ capability: 'failing' });
    await sql(`update messages set status = 'failed', settled_at = now()`);
    expect((await standing()).deadLetters).toBe(2);
    await sql(`update messages set discarded_at = now() where mailbox_seq = 1`);
    expect((await standing()).deadLetters).toBe(1);
  });

  it('calls a worker lost whose heartbeats stopped, as the roll does', async () => {
    const row = `insert into workers (id, workspace_id, host, pid, version, status, concurrency,
      code_agents, lanes, turns_running, turns_total, started_at, heartbeat_at)
      values ($1, '*', 'h', 1, '1', 'running', 1, '{}', '{}', 0, 0, now(), now() - $2 * interval '1 second')`;
    for (const [id, silent] of [
      ['a', 1],
      ['b', 16],
    ])
      await sql(row, [id, silent]);
    const { workers, databaseBytes } = await standing();
    expect([...workers].sort((a, b) => a.status.localeCompare(b.status))).toEqual([
      { status: 'lost', count: 1 },
      { status: 'running', count: 1 },
    ]);
    expect(databaseBytes).toBeGreaterThan(1_000_000);
  });
});
