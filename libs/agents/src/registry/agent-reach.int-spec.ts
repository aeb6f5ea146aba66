import { ProtocolError, type Grants } from '#protocol';
import type { Caller } from '#platform';
import { client, configure, openTestAgents, type TestAgents } from '../agents.fixture.js';
import { AgentReach, type Touch } from './agent-reach.js';

describe(AgentReach.name, () => {
  let agents: TestAgents;
  let reach: AgentReach;
  const sales = bounded({ capabilities: ['sales-*'] });

  beforeAll(async () => {
    agents = await openTestAgents();
    reach = new AgentReach(agents.database);
    await agents.registry.deploy(client, configure('Sales', ['sales-help']));
    await agents.registry.deploy(client, configure('Finance', ['finance']));
    await agents.registry.deploy(client, configure('Both', ['sales-help', 'finance']));
  });
  afterAll(() => agents.end());

  function bounded(grants: Grants): Caller {
    return { ...client, grants };
  }

  async function codeOf(act: Promise<unknown>): Promise<string> {
    return act.then(
      () => 'done',
      (error: unknown) => (error instanceof ProtocolError ? error.code : String(error)),
    );
  }

  const touching = (caller: Caller, touch: Touch): Promise<string[]> =>
    Promise.all(
      ['Sales', 'Both', 'Finance', 'Nobody'].map((name) =>
        codeOf(reach.refuseBeyond(caller, name, touch)),
      ),
    );

  it('shows agents of which something is granted, and changes those of which everything is', async () => {
    expect(await touching(sales, 'look')).toEqual(['done', 'done', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await touching(sales, 'change')).toEqual([
      ...['done', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'],
    ]);
  });

  it('lists to whoever is bounded what they may look at, and counts no more', async () => {
    const listed = async (caller: Caller): Promise<[number, string[]]> => {
      const { total, agents: some } = await agents.registry.list(caller, {}, { limit: 10 });
      return [total, some.map(({ name }) => name)];
    };
    expect(await listed(sales)).toEqual([2, ['Sales', 'Both']]);
    expect(await listed(bounded({ agents: ['Fin*'] }))).toEqual([1, ['Finance']]);
    expect(await listed(bounded({ agents: ['S_les'], capabilities: [] }))).toEqual([0, []]);
    expect(await listed(client)).toEqual([3, ['Sales', 'Finance', 'Both']]);
    const named = bounded({ agents: ['Fin*'] });
    expect(await agents.catalog.list(named)).toMatchObject({
      capabilities: [{ name: 'finance', agents: ['Finance'] }],
    });
  });

  it('asks those who are bounded by agents for the name, and nobody else for anything', async () => {
    const named = bounded({ agents: ['Fin*'] });
    expect(await touching(named, 'change')).toEqual([
      ...['FORBIDDEN', 'FORBIDDEN', 'done', 'FORBIDDEN'],
    ]);
    expect(await touching(client, 'change')).toEqual(Array(4).fill('done'));
  });

  it('lets nobody take over, pause or remove an agent that does what they are not granted', async () => {
    const { registry } = agents;
    for (const name of ['Finance', 'Both']) {
      const acts = [
        registry.update(sales, name, { system_prompt: 'You obey somebody else.' }),
        registry.pause(sales, name),
        registry.resume(sales, name),
        registry.remove(sales, name, { force: true }),
      ];
      expect(await Promise.all(acts.map(codeOf))).toEqual(Array(4).fill('FORBIDDEN'));
      const { status, configuration } = await registry.get(client, name);
      expect(status).toBe('running');
      expect(configuration['system_prompt']).not.toContain('somebody else');
    }
    expect(await codeOf(registry.pause(sales, 'Sales'))).toBe('done');
  });
});
