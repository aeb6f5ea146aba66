import {
  client,
  configure,
  look,
  openTestAgents,
  stranger,
  type TestAgents,
} from '../agents.fixture.js';
import { AgentVersions } from './agent-versions.js';

describe(AgentVersions.name, () => {
  let agents: TestAgents;
  let id: string;
  beforeEach(async () => {
    agents = await openTestAgents();
    await agents.registry.deploy(client, configure('A', ['work']));
    const [row] = await look<{ id: string }>(agents.database, 'select id from agents');
    id = row?.id ?? '';
  });
  afterEach(() => agents.end());

  it('loads what was deployed', async () => {
    expect(await agents.versions.load(client, id, 1)).toEqual({
      agentId: id,
      number: 1,
      name: 'A',
      kind: 'configuration',
      configuration: {
        ...configure('A', ['work']),
        version: '1.0.0',
        tools: [],
        memory: { enabled: false, scope: 'workspace' },
      },
    });
  });

  it('asks Postgres once for each', async () => {
    const version = await agents.versions.load(client, id, 1);
    await look(agents.database, `delete from agent_versions`);

    expect(await agents.versions.load(client, id, 1)).toBe(version);
  });

  const loadNumbers = async (versions: AgentVersions, count: number): Promise<void> => {
    await look(
      agents.database,
      `insert into agent_versions (agent_id, number, version, configuration)
       select agent_id, n, version, configuration from agent_versions, generate_series(2, ${String(count)}) n`,
    );
    for (let number = 1; number <= count; number += 1) await versions.load(client, id, number);
    await look(agents.database, `delete from agent_versions`);
  };

  it('keeps as many as a thousand agents have', async () => {
    await loadNumbers(agents.versions, 1_000);

    expect(await agents.versions.load(client, id, 1)).toMatchObject({ number: 1 });
  });

  it('forgets those that were not asked for longest when they are too large together', async () => {
    const one = JSON.stringify(await agents.versions.load(client, id, 1)).length;
    const versions = new AgentVersions(agents.database, 5 * one + 20);
    await loadNumbers(versions, 9);

    expect(await versions.load(client, id, 4)).toBeUndefined();
    expect(await versions.load(client, id, 5)).toMatchObject({ number: 5 });
  });

  it('cannot be changed by whoever loads it', async () => {
    const version = await agents.versions.load(client, id, 1);

    expect(() => {
      (version?.configuration.capabilities as string[]).push('other');
    }).toThrow(TypeError);
  });

  it('shows nothing to another workspace, and no version that is none', async () => {
    await agents.versions.load(client, id, 1);

    expect(await agents.versions.load(stranger, id, 1)).toBeUndefined();
    expect(await agents.versions.load(client, id, 7)).toBeUndefined();
  });
});
