import type { Caller } from '#platform';
import type { AgentRoster } from '#agents';
import type { Usage } from '#usage';
import { UsageDesk } from './usage-desk.js';

const caller: Caller = { workspace: 'default', principal: 'api_client' };

/** A desk over a workspace with an agent A, and one of the name that was removed; what it asks for. */
function aDesk(): { desk: UsageDesk; asked: Parameters<Usage['between']>[1][] } {
  const asked: Parameters<Usage['between']>[1][] = [];
  const usage: ConstructorParameters<typeof UsageDesk>[0] = {
    between: (_caller, terms) => {
      asked.push(terms);
      return Promise.resolve([]);
    },
    ofConversations: () => Promise.resolve([]),
  };
  const there = ['A', 'B'].map((name) => ({
    ...{ id: `agt-${name}`, name, capabilities: ['work'], versionNumber: 1 },
    ...{ kind: 'configuration' as const, status: 'running' as const },
  }));
  const roster: Pick<AgentRoster, 'read' | 'removed'> = {
    read: () => Promise.resolve({ agents: there, capabilities: [] }),
    removed: (_caller, name) => Promise.resolve(name === 'B' ? [] : ['agt-A-before']),
  };
  return { desk: new UsageDesk(usage, roster, { currency: 'USD' }), asked };
}

describe(UsageDesk.name, () => {
  it('counts with an agent those who had its name before', async () => {
    const { desk, asked } = aDesk();
    await desk.read(caller, { group_by: 'agent', agent: 'A', limit: 10 }, { limit: 10 });
    expect(asked).toMatchObject([{ agents: ['agt-A', 'agt-A-before'] }]);
  });

  it('counts of all agents whatever there is, and for whoever is bounded what is within reach', async () => {
    const { desk, asked } = aDesk();
    await desk.read(caller, { group_by: 'agent', limit: 10 }, { limit: 10 });
    const bounded = { ...caller, grants: { agents: ['A', 'B'] } };
    await desk.read(bounded, { group_by: 'agent', limit: 10 }, { limit: 10 });
    expect(asked.map(({ agents }) => agents)).toEqual([
      undefined,
      ['agt-A', 'agt-B', 'agt-A-before'],
    ]);
  });
});
