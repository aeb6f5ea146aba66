import { client, configure, openTestAgents, stranger, type TestAgents } from '../agents.fixture.js';
import { gatherSubscribers } from './subscribers.js';

describe(gatherSubscribers, () => {
  let agents: TestAgents;
  beforeEach(async () => {
    agents = await openTestAgents();
    await agents.registry.deploy(
      client,
      configure('Reporter', ['reporting', 'writing'], {
        subscriptions: [
          { to: 'analysis' },
          { to: 'translation', as: 'writing', when: 'content.a' },
        ],
      }),
    );
    await agents.registry.deploy(client, configure('Analyst', ['analysis']));
  });
  afterEach(() => agents.end());

  const listening = async (
    capability: string,
    { agentName = 'Analyst', by = agents, caller = client } = {},
  ): Promise<[string, string, string][]> => {
    const found = await by.catalog.subscribers(caller, { capability, agentName });
    return found.map(({ agent, as, place }) => [agent.name, as, place]);
  };

  it('knows who listens to a capability, and under which of their own they answer', async () => {
    expect(await listening('analysis')).toEqual([['Reporter', 'reporting', 'subscriptions[0]']]);
    expect(await listening('translation')).toEqual([['Reporter', 'writing', 'subscriptions[1]']]);
    expect(await listening('reporting')).toEqual([]);
    expect(await listening('analysis', { caller: stranger })).toEqual([]);
  });

  it('never tells an agent what it says itself', async () => {
    expect(await listening('analysis', { agentName: 'Reporter' })).toEqual([]);
  });

  it('follows every change of who listens, in other processes too', async () => {
    const other = { ...agents, ...agents.openOther({ channel: agents.channel }) };
    expect(await listening('analysis', { by: other })).toHaveLength(1);
    await agents.registry.update(client, 'Reporter', { subscriptions: null });
    expect(await listening('analysis', { by: other })).toEqual([]);
    await agents.registry.update(client, 'Reporter', { subscriptions: [{ to: 'analysis' }] });
    await agents.registry.pause(client, 'Reporter');
    expect(await listening('analysis', { by: other })).toHaveLength(1);
    await agents.registry.remove(client, 'Reporter');
    expect(await listening('analysis', { by: other })).toEqual([]);
  });

  it('has code agents listen, until their code says otherwise', async () => {
    const clerk = { name: 'Clerk', capabilities: ['filing'] };
    await agents.deployCodeAgent(client, { ...clerk, subscriptions: [{ to: 'analysis' }] });
    expect((await listening('analysis')).map(([name]) => name)).toEqual(['Reporter', 'Clerk']);
    await agents.deployCodeAgent(client, clerk);
    expect((await listening('analysis')).map(([name]) => name)).toEqual(['Reporter']);
  });

  it('asks Postgres nothing for an answer', async () => {
    await listening('analysis');
    await agents.database.close();
    expect(await listening('analysis')).toHaveLength(1);
  });
});
