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

  it('keeps the last 256', async () => {
    await look(
      agents.database,
      `insert into agent_versions (agent_id, number, version, configuration)
       select agent_id, n, version, configuration from agent_versions, generate_series(2, 300) n`,
    );
    for (let number = 1; number <= 300; number += 1) await agents.versions.load(client, id, number);
    await look(agents.database, `delete from agent_versions`);

    expect(await agents.versions.load(client, id, 44)).toBeUndefined();
    expect(await agents.versions.load(client, id, 45)).toMatchObject({ number: 45 });
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
