import { client, configure, openTestAgents, stranger, type TestAgents } from '../agents.fixture.js';
import { VersionHistory } from './version-history.js';

describe(VersionHistory.name, () => {
  let agents: TestAgents;
  let history: VersionHistory;
  beforeAll(async () => {
    agents = await openTestAgents();
    ({ history } = agents);
    await agents.registry.deploy(client, configure('A', ['work']));
    await agents.registry.update(client, 'A', { version: '1.1.0', system_prompt: 'Be brief.' });
    await agents.registry.update(client, 'A', { tools: ['csv_parser'] });
  });
  afterAll(() => agents.end());

  it('tells the versions, the newest first, with what changed in each', async () => {
    const {
      versions,
      total,
      current_version: current,
    } = await history.list(client, 'A', {
      limit: 10,
    });
    expect([total, current]).toEqual([3, 3]);
    expect(versions).toEqual([
      expect.objectContaining({ version_number: 3, is_current: true, changes: ['tools'] }),
      expect.objectContaining({
        ...{ version_number: 2, version: '1.1.0', is_current: false },
        changes: ['version', 'system_prompt'],
      }),
      expect.objectContaining({
        version_number: 1,
        changes: ['name', 'version', 'capabilities', 'tools', 'memory', 'system_prompt'],
      }),
    ]);
  });

  it('shows no version to whoever is granted nothing that it did, also when the newest is theirs', async () => {
    await agents.registry.deploy(client, configure('Moved', ['payroll']));
    await agents.registry.update(client, 'Moved', { capabilities: ['sales-help'] });
    const sales = { ...client, grants: { capabilities: ['sales-*'] } };
    const forbidden = { code: 'FORBIDDEN' };
    await expect(history.get(sales, 'Moved', 1)).rejects.toMatchObject(forbidden);
    await expect(history.diff(sales, 'Moved', { from: 1, to: 2 })).rejects.toMatchObject(forbidden);
    expect(await history.get(sales, 'Moved', 2)).toMatchObject({ version_number: 2 });
    expect(await history.get(client, 'Moved', 1)).toMatchObject({ version_number: 1 });
  });

  it('tells them page by page', async () => {
    const first = await history.list(client, 'A', { limit: 2 });
    expect(first.versions.map((one) => one.version_number)).toEqual([3, 2]);
    const rest = await history.list(client, 'A', { limit: 2, cursor: first.next_cursor });
    expect(rest.versions.map((one) => one.version_number)).toEqual([1]);
    expect(rest).not.toHaveProperty('next_cursor');
  });

  it('shows one as it was', async () => {
    const { configuration } = await history.get(client, 'A', 1);
    expect(configuration).toMatchObject({ system_prompt: 'You are A.', tools: [] });
    await expect(history.get(client, 'A', 4)).rejects.toMatchObject({
      code: 'AGENT_VERSION_NOT_FOUND',
    });
  });

  it('compares two in both directions', async () => {
    const forth = await history.diff(client, 'A', { from: 1, to: 3 });
    expect(forth.changes.map(({ path }) => path)).toEqual(['version', 'tools', 'system_prompt']);
    expect(forth.prompts['system_prompt']).toContain('-You are A.\n+Be brief.');
    const back = await history.diff(client, 'A', { from: 3, to: 1 });
    expect(back.prompts['system_prompt']).toContain('-Be brief.\n+You are A.');
    expect((await history.diff(client, 'A', { from: 2, to: 2 })).changes).toEqual([]);
  });

  it('shows nothing to another workspace, nor beyond the grants of who asks', async () => {
    await expect(history.list(stranger, 'A', { limit: 1 })).rejects.toMatchObject({
      code: 'AGENT_NOT_FOUND',
    });
    const bounded = { ...client, grants: { agents: ['B'] } };
    await expect(history.get(bounded, 'A', 1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
