import {
  addWaiting,
  client,
  configure,
  look,
  openTestAgents,
  type TestAgents,
} from '../agents.fixture.js';
import { deployCodeAgent } from './deploy-code-agent.js';

const echo = { name: 'Echo', version: '1.0.0', capabilities: ['echo'], description: 'Repeats.' };

describe(deployCodeAgent, () => {
  let agents: TestAgents;
  beforeEach(async () => {
    agents = await openTestAgents();
  });
  afterEach(() => agents.end());

  it('deploys an agent that is listed and routed like any other', async () => {
    expect(await agents.deployCodeAgent(client, echo)).toMatchObject({
      status: 'deployed',
      versionNumber: 1,
    });
    expect(await agents.registry.get(client, 'Echo')).toMatchObject({ type: 'code', tools: [] });
    const { agents: chosen } = await agents.router.route(client, { capability: 'echo' });
    expect(chosen.map(({ name }) => name)).toEqual(['Echo']);
  });

  it('changes nothing when the same is said again', async () => {
    const { agentId } = await agents.deployCodeAgent(client, echo);
    const before = await look(agents.database, 'select * from agents');

    expect(await agents.deployCodeAgent(client, echo)).toEqual({
      agentId,
      status: 'unchanged',
      versionNumber: 1,
    });
    expect(await look(agents.database, 'select * from agents')).toEqual(before);
    expect(agents.channel.published).toHaveLength(1);
  });

  it('makes a version of what is said differently, and of what is no longer said', async () => {
    await agents.deployCodeAgent(client, echo);
    const { name, capabilities } = echo;

    expect(
      await agents.deployCodeAgent(client, { ...echo, version: '1.1.0', capabilities: ['shout'] }),
    ).toMatchObject({ status: 'updated', versionNumber: 2 });
    expect(await agents.deployCodeAgent(client, { name, capabilities })).toMatchObject({
      status: 'updated',
      versionNumber: 3,
    });
    expect((await agents.registry.get(client, 'Echo')).configuration).not.toHaveProperty(
      'description',
    );
  });

  it('gives it the memory that its code says, and takes it away when the code says none', async () => {
    const memory = { enabled: true, scope: 'agent-only', settings: { max_results: 3 } } as const;
    await agents.deployCodeAgent(client, { ...echo, memory });
    expect((await agents.registry.get(client, 'Echo')).configuration['memory']).toEqual({
      ...{ enabled: true, scope: 'agent', settings: { max_results: 3 } },
    });
    expect(await agents.deployCodeAgent(client, { ...echo, memory })).toMatchObject({
      status: 'unchanged',
    });
    expect(await agents.deployCodeAgent(client, echo)).toMatchObject({ status: 'updated' });
    expect((await agents.registry.get(client, 'Echo')).memory).toMatchObject({ enabled: false });
  });

  it('takes the announcements of ten workers that start at once for one', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => agents.deployCodeAgent(client, echo)),
    );

    expect(outcomes.filter(({ status }) => status === 'deployed')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'unchanged')).toHaveLength(9);
    expect(new Set(outcomes.map(({ agentId }) => agentId)).size).toBe(1);
  });

  it('leaves the name to a configuration agent that has it', async () => {
    await agents.registry.deploy(client, configure('Echo', ['echo']));

    await expect(agents.deployCodeAgent(client, echo)).rejects.toMatchObject({
      code: 'AGENT_ALREADY_EXISTS',
    });
  });

  it('leaves a paused agent paused and takes a draining one back', async () => {
    await agents.deployCodeAgent(client, echo);
    await agents.registry.pause(client, 'Echo');
    await agents.deployCodeAgent(client, { ...echo, version: '2.0.0' });
    expect((await agents.registry.get(client, 'Echo')).status).toBe('paused');

    await addWaiting(agents.database, 'Echo', 'conv-1');
    await agents.registry.remove(client, 'Echo');
    await agents.deployCodeAgent(client, { ...echo, version: '2.0.0' });
    expect((await agents.registry.get(client, 'Echo')).status).toBe('running');
  });

  it('refuses what is no agent', async () => {
    await expect(
      agents.deployCodeAgent(client, { name: 'Echo', capabilities: ['Not Kebab'] }),
    ).rejects.toMatchObject({ code: 'INVALID_AGENT_CONFIGURATION' });
  });
});
