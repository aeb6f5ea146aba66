import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { client, look } from '../messaging.fixture.js';
import type { Heartbeat } from './heartbeat.js';
import { WorkerRoll } from './worker-roll.js';

const beatOf = (id: string, more: Partial<Heartbeat> = {}): Heartbeat => ({
  worker: {
    id,
    host: 'worker-1',
    pid: 7,
    version: '1.0.0',
    capabilities: undefined,
    concurrency: 32,
    codeAgents: ['Echo'],
  },
  status: 'running',
  lanes: ['cap.echo', 'direct'],
  turnsRunning: 2,
  turnsTotal: 40,
  upMs: 5_000,
  ...more,
});

describe(WorkerRoll.name, () => {
  let opened: MigratedDatabase;
  let roll: WorkerRoll;

  beforeEach(async () => {
    opened = await createMigratedDatabase();
    roll = new WorkerRoll(opened.database);
  });
  afterEach(() => opened.close());

  const silent = (id: string, forMs: number): Promise<unknown> =>
    look(
      opened.database,
      `update workers set heartbeat_at = clock_timestamp() - $2::int * interval '1 ms' where id = $1`,
      [id, forMs],
    );

  it('lists a worker from its first heartbeat on, as its last one told of it', async () => {
    await roll.beat(beatOf('wrk-1'));
    await roll.beat(beatOf('wrk-1', { turnsTotal: 41, lanes: ['direct'], status: 'stopping' }));
    const { workers, total } = await roll.list(client);
    expect(total).toBe(1);
    expect(workers[0]).toMatchObject({
      id: 'wrk-1',
      host: 'worker-1',
      pid: 7,
      version: '1.0.0',
      status: 'stopping',
      capabilities: null,
      concurrency: 32,
      code_agents: ['Echo'],
      lanes: ['direct'],
      turns_running: 2,
      turns_total: 41,
    });
  });

  it('dates the start of a worker by its uptime and keeps that date', async () => {
    await roll.beat(beatOf('wrk-1'));
    const [before] = (await roll.list(client)).workers;
    await roll.beat(beatOf('wrk-1', { upMs: 90_000 }));
    const [after] = (await roll.list(client)).workers;
    expect(after?.started).toBe(before?.started);
    expect(Date.parse(after?.last_heartbeat ?? '')).toBeGreaterThan(
      Date.parse(after?.started ?? '') + 4_000,
    );
  });

  it('calls a worker lost when its heartbeats stopped, and found when they come again', async () => {
    await roll.beat(beatOf('wrk-1'));
    await silent('wrk-1', 20_000);
    expect((await roll.list(client)).workers).toMatchObject([{ status: 'lost' }]);
    await roll.beat(beatOf('wrk-1'));
    expect((await roll.list(client)).workers).toMatchObject([{ status: 'running' }]);
  });

  it('takes a worker off the list that stopped as it should', async () => {
    await roll.beat(beatOf('wrk-1'));
    await roll.leave('wrk-1');
    expect(await roll.list(client)).toEqual({ workers: [], total: 0 });
  });

  it('forgets a worker an hour after its last heartbeat, and it registers again if it lives', async () => {
    await roll.beat(beatOf('wrk-1'));
    await silent('wrk-1', 3_500_000);
    expect(await roll.forgetLost()).toEqual([]);
    await silent('wrk-1', 3_700_000);
    expect(await roll.forgetLost()).toEqual(['wrk-1']);
    await roll.beat(beatOf('wrk-1'));
    expect((await roll.list(client)).total).toBe(1);
  });

  it('tells what a worker cannot do, until it can', async () => {
    const problems = ['It tells no webhooks: the key k2 is not in CAXTON_KEYS.'];
    await roll.beat(beatOf('wrk-1', { problems }));
    expect((await roll.list(client)).workers).toMatchObject([{ problems }]);
    expect(await roll.serving()).toEqual([{ id: 'wrk-1', capabilities: undefined, problems }]);
    await roll.beat(beatOf('wrk-1'));
    expect((await roll.list(client)).workers).toMatchObject([{ problems: [] }]);
  });

  it('counts only those who take turns now among the serving', async () => {
    const picky = { ...beatOf('wrk-2').worker, capabilities: ['echo'] };
    await roll.beat(beatOf('wrk-1'));
    await roll.beat(beatOf('wrk-2', { worker: picky }));
    await roll.beat(beatOf('wrk-3', { status: 'stopping' }));
    await roll.beat(beatOf('wrk-4'));
    await silent('wrk-4', 20_000);
    const serving = await roll.serving();
    expect(serving.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'wrk-1', capabilities: undefined },
      { id: 'wrk-2', capabilities: ['echo'] },
    ]);
  });
});
