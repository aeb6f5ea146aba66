import { client, configure, openTestAgents, stranger, type TestAgents } from '../agents.fixture.js';
import { AgentRoster } from './agent-roster.js';

describe(AgentRoster.name, () => {
  let agents: TestAgents;
  beforeEach(async () => {
    agents = await openTestAgents();
  });
  afterEach(() => agents.end());

  const idOf = async (name: string): Promise<string> => {
    const { agents: there } = await agents.roster.read(client);
    return there.find((agent) => agent.name === name)?.id ?? '';
  };

  const remove = async (name: string): Promise<string> => {
    const id = await idOf(name);
    await agents.registry.remove(client, name, { force: true });
    return id;
  };

  it('tells who was removed, all of them or those who had a name, and not who is there', async () => {
    const ids: string[] = [];
    for (const name of ['A', 'A', 'B']) {
      await agents.registry.deploy(client, configure(name, ['work']));
      ids.push(await remove(name));
    }
    await agents.registry.deploy(client, configure('A', ['work']));
    const [first, second, other] = ids;
    expect((await agents.roster.removed(client, 'A')).sort()).toEqual([first, second].sort());
    expect((await agents.roster.removed(client)).sort()).toEqual([first, second, other].sort());
    expect(await agents.roster.removed(stranger)).toEqual([]);
    expect(ids).not.toContain(await idOf('A'));
  });

  it('tells whoever is bounded only of those within reach', async () => {
    await agents.registry.deploy(client, configure('Work', ['work']));
    await agents.registry.deploy(client, configure('Play', ['play']));
    const [work, play] = [await remove('Work'), await remove('Play')];
    const worker = { ...client, grants: { capabilities: ['work'] } };
    const player = { ...client, grants: { agents: ['Play'] } };
    expect(await agents.roster.removed(worker)).toEqual([work]);
    expect(await agents.roster.removed(worker, 'Play')).toEqual([]);
    expect(await agents.roster.removed(player)).toEqual([play]);
  });
});
