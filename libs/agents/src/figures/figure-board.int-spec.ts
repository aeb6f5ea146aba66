import {
  addPast,
  addWaiting,
  client,
  configure,
  HandClock,
  look,
  openTestAgents,
  type TestAgents,
} from '../agents.fixture.js';
import { FigureBoard } from './figure-board.js';
import { noFigures, type ProviderFigures } from './provider-figures.js';

let clock: HandClock;
let agents: TestAgents;
let provisions: { agentId: string; capability: string }[];

beforeEach(async () => {
  clock = new HandClock();
  agents = await openTestAgents(clock);
  await agents.registry.deploy(client, configure('A', ['work', 'play']));
  await agents.registry.deploy(client, configure('B', ['work']));
  const rows = await look<{ id: string }>(agents.database, 'select id from agents order by id');
  provisions = rows.map(({ id }) => ({ agentId: id, capability: 'work' }));
});
afterEach(() => agents.end());

describe(FigureBoard.name, () => {
  let board: FigureBoard;
  beforeEach(() => {
    board = new FigureBoard(agents.database, clock);
  });

  const read = async (from = board): Promise<ProviderFigures[]> => {
    await from.refresh(client, provisions);
    return provisions.map((provision) => from.look(provision));
  };

  it('counts what ended well and badly, how long it took and what waits', async () => {
    await addPast(agents.database, { agent: 'A', capability: 'work', count: 3, tookMs: 2_000 });
    await addPast(agents.database, {
      agent: 'A',
      capability: 'work',
      count: 1,
      status: 'failed',
      tookMs: 6_000,
    });
    await addPast(agents.database, { agent: 'A', capability: 'work', count: 1, status: 'expired' });
    await addPast(agents.database, {
      agent: 'A',
      capability: 'work',
      count: 9,
      status: 'cancelled',
    });
    await addPast(agents.database, { agent: 'A', capability: 'play', count: 7 });
    await addWaiting(agents.database, 'A', 'conv-1', 2);
    await addWaiting(agents.database, 'A', 'conv-2', 1);

    const [a, b] = await read();
    expect(a).toMatchObject({ pending: 3, succeeded: 3, failed: 2 });
    expect(a?.responseMs).toBeCloseTo(3_000, 0);
    expect(a?.turnMs).toBeCloseTo(3_000, 0);
    expect(a?.lastUsed).toBeInstanceOf(Date);
    expect(b).toEqual(noFigures);
  });

  it('looks at the last two hundred messages only', async () => {
    await addPast(agents.database, {
      agent: 'A',
      capability: 'work',
      count: 300,
      status: 'failed',
      agoMs: 60_000,
    });
    await addPast(agents.database, { agent: 'A', capability: 'work', count: 150 });

    expect((await read())[0]).toMatchObject({ succeeded: 150, failed: 50 });
  });

  it('finds them at the end of an index, however long the history is', async () => {
    await addPast(agents.database, { agent: 'A', capability: 'work', count: 5_000 });
    await look(agents.database, 'analyze messages');
    const plan = await look<{ 'QUERY PLAN': string }>(
      agents.database,
      `explain (analyze) select status from messages
       where agent_id = (select min(id) from agents) and capability = 'work'
         and settled_at is not null order by settled_at desc limit 200`,
    );
    const lines = plan.map((row) => row['QUERY PLAN']).join('\n');

    expect(lines).toContain('Index Scan Backward using messages_figures');
    expect(lines).not.toContain('Sort');
  });

  it('uses figures for a second before it looks again', async () => {
    await read();
    await addWaiting(agents.database, 'A', 'conv-1', 4);

    expect((await read())[0]?.pending).toBe(0);
    clock.advance(5_001);
    expect((await read())[0]?.pending).toBe(4);
  });

  it('counts what was given since it looked, until it looks again', async () => {
    await read();
    const [a = { agentId: '', capability: '' }] = provisions;
    board.noteGiven(a.agentId);
    board.noteGiven(a.agentId);

    expect((await read()).map(({ pending }) => pending)).toEqual([2, 0]);
    clock.advance(5_001);
    expect((await read()).map(({ pending }) => pending)).toEqual([0, 0]);
  });

  const openCounting = (): { counting: FigureBoard; reads: { count: number } } => {
    const reads = { count: 0 };
    const counting = new FigureBoard(
      new Proxy(agents.database, {
        get: (database, key) => {
          if (key === 'read') reads.count += 1;
          const value: unknown = Reflect.get(database, key);
          return typeof value === 'function' ? (value.bind(database) as unknown) : value;
        },
      }),
      clock,
    );
    return { counting, reads };
  };

  it('reads together what many agents are asked for while nobody waits for it', async () => {
    const { counting, reads } = openCounting();
    const [agentId = ''] = provisions.map((provision) => provision.agentId);
    for (let n = 0; n < 100; n += 1) {
      counting.refreshSoon(client, [{ agentId, capability: `work-${String(n)}` }]);
    }
    clock.advance(300);
    counting.refreshSoon(client, [{ agentId, capability: 'work' }]);

    expect(reads.count).toBe(2);
  });

  it('asks once, however many ask it at once', async () => {
    const { counting, reads } = openCounting();
    const answers = await Promise.all(Array.from({ length: 50 }, () => read(counting)));

    expect(reads.count).toBe(1);
    expect(answers.every((answer) => answer.length === 2)).toBe(true);
  });

  it('says so when Postgres cannot be asked, instead of making figures up', async () => {
    await agents.database.close();

    await expect(read()).rejects.toThrow();
  });
});
