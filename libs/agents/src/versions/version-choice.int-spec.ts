import {
  addPast,
  client,
  configure,
  look,
  openTestAgents,
  stranger,
  type TestAgents,
} from '../agents.fixture.js';
import { VersionChoice } from './version-choice.js';

const half = (...numbers: readonly number[]) => ({
  versions: numbers.map((number) => ({ version_number: number, weight: 50 })),
});

describe(VersionChoice.name, () => {
  let agents: TestAgents;
  let choice: VersionChoice;
  beforeEach(async () => {
    agents = await openTestAgents();
    ({ choice } = agents);
    await agents.registry.deploy(client, configure('A', ['work']));
    await agents.registry.update(client, 'A', { system_prompt: 'Two.' });
    await agents.registry.update(client, 'A', { system_prompt: 'Three.', capabilities: ['play'] });
  });
  afterEach(() => agents.end());

  const promptNow = async (): Promise<unknown> =>
    (await agents.registry.get(client, 'A')).configuration['system_prompt'];

  describe('going back', () => {
    it('makes a new version that is a copy, and registers its capabilities at once', async () => {
      expect(await choice.rollBack(client, 'A', { version_number: 1 })).toMatchObject({
        ...{ status: 'rolled_back', version_number: 4, restored_from: 1 },
        ...{ changes: ['capabilities', 'system_prompt'], capabilities: ['work'] },
      });
      expect(await promptNow()).toBe('You are A.');
      const { capabilities } = await agents.catalog.list(client);
      expect(capabilities.map(({ name }) => name)).toEqual(['work']);
      const { versions } = await agents.history.list(client, 'A', { limit: 1 });
      expect(versions[0]).toMatchObject({ version_number: 4, restored_from: 1 });
    });

    it('goes to the version before without a number, and further the second time', async () => {
      expect(await choice.rollBack(client, 'A', {})).toMatchObject({ restored_from: 2 });
      expect(await choice.rollBack(client, 'A', {})).toMatchObject({ restored_from: 1 });
      await expect(choice.rollBack(client, 'A', {})).rejects.toMatchObject({
        code: 'AGENT_VERSION_NOT_FOUND',
        message: "Agent 'A' is as it was in version 1: there is none before it",
      });
    });

    it('goes back without a number to nothing that somebody went away from (issue 7)', async () => {
      await choice.rollBack(client, 'A', { version_number: 1 });
      await agents.registry.update(client, 'A', { system_prompt: 'Five.' });
      expect(await choice.rollBack(client, 'A', {})).toMatchObject({ restored_from: 4 });
      await expect(choice.rollBack(client, 'A', {})).rejects.toMatchObject({
        code: 'AGENT_VERSION_NOT_FOUND',
        details: { suggestion: 'Name a version_number of those at /api/v1/agents/A/versions' },
      });
      expect(await promptNow()).toBe('You are A.');
    });

    it('says of an agent at its first version that there is none before it', async () => {
      await agents.registry.deploy(client, configure('New', ['play']));
      await expect(choice.rollBack(client, 'New', {})).rejects.toMatchObject({
        message: "Agent 'New' is at its first version: there is none before it",
      });
    });

    it('makes no version of what is the same already', async () => {
      const { version_number: number, changes } = await choice.rollBack(client, 'A', {
        version_number: 3,
      });
      expect([number, changes]).toEqual([3, []]);
    });

    it('is refused when the agent is another one than was expected', async () => {
      const expecting = { version_number: 1, expected_version_number: 2 };
      await expect(choice.rollBack(client, 'A', expecting)).rejects.toMatchObject({
        ...{ code: 'AGENT_VERSION_CONFLICT', details: { version_number: 3 } },
      });
      expect(await promptNow()).toBe('Three.');
    });

    it('is for nobody of another workspace, and brings back nothing beyond grants', async () => {
      await expect(choice.rollBack(stranger, 'A', {})).rejects.toMatchObject({
        code: 'AGENT_NOT_FOUND',
      });
      const bounded = { ...client, grants: { capabilities: ['play'] } };
      await expect(choice.rollBack(bounded, 'A', { version_number: 1 })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    });

    it('is not for agents made of code', async () => {
      await agents.deployCodeAgent(client, { name: 'C', capabilities: ['code'] });
      const refused = { code: 'AGENT_OF_CODE' };
      await expect(choice.rollBack(client, 'C', { version_number: 1 })).rejects.toMatchObject(
        refused,
      );
      await expect(choice.split(client, 'C', half(1, 2))).rejects.toMatchObject(refused);
    });
  });

  describe('a split', () => {
    it('tells its versions with their shares', async () => {
      const view = await choice.split(client, 'A', {
        versions: [
          { version_number: 2, weight: 3 },
          { version_number: 3, weight: 1 },
        ],
      });
      expect(view.versions).toEqual([
        expect.objectContaining({ version_number: 2, share: 0.75, is_current: false, requests: 0 }),
        expect.objectContaining({ version_number: 3, share: 0.25, is_current: true }),
      ]);
      expect(view.warnings).toEqual([
        expect.objectContaining({ field: 'versions[0]', code: 'CAPABILITY_UNAVAILABLE' }),
      ]);
    });

    it('wakes no version that reaches further than whoever is bounded does', async () => {
      await agents.registry.deploy(client, configure('Wide', ['play']));
      await agents.registry.update(client, 'Wide', { grants: { capabilities: ['play'] } });
      const bounded = { ...client, grants: { capabilities: ['play'] } };
      await expect(choice.split(bounded, 'Wide', half(1, 2))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      await expect(choice.split(client, 'Wide', half(1, 2))).resolves.toBeDefined();
    });

    it('goes on with other weights, and begins anew with other versions', async () => {
      const { split_id: id, started_at: begun } = await choice.split(client, 'A', half(2, 3));
      const again = await choice.split(client, 'A', {
        versions: [
          { version_number: 3, weight: 9 },
          { version_number: 2, weight: 1 },
        ],
      });
      expect(again).toMatchObject({ split_id: id, started_at: begun });
      expect(again.versions).toMatchObject([
        { version_number: 2, share: 0.1 },
        { version_number: 3, share: 0.9 },
      ]);
      expect((await choice.split(client, 'A', half(1, 3))).split_id).not.toBe(id);
    });

    it('moves no conversation when its versions are named in another order', async () => {
      const keptSplit = (): Promise<unknown> =>
        look(agents.database, `select split from agents where name = 'A'`);
      await choice.split(client, 'A', half(2, 3, 1));
      const before = await keptSplit();
      await choice.split(client, 'A', half(1, 2, 3));
      expect(await keptSplit()).toEqual(before);
    });

    it('counts what each version did since it began, in its first hour and in the sums of later ones', async () => {
      const agent = { agent: 'A', capability: 'play' };
      await addPast(agents.database, { ...agent, count: 5, agoMs: 600_000 });
      await choice.split(client, 'A', half(2, 3));
      await addPast(agents.database, { ...agent, count: 3, tookMs: 2_000 });
      await addPast(agents.database, { ...agent, count: 1, status: 'failed', tookMs: 2_000 });
      await addPast(agents.database, { ...agent, count: 2, status: 'cancelled' });
      const began = `date_trunc('hour', now()) - interval '90 minutes'`;
      await look(
        agents.database,
        `update agents set split = jsonb_set(split, '{started_at}', to_jsonb(${began}))`,
      );
      await look(
        agents.database,
        `update messages set agent_version = 3, tokens_in = 10, tokens_out = 5,
           accepted_at = t.at - (settled_at - accepted_at), settled_at = t.at
         from (select ${began} + interval '10 minutes' as at) t
         where messages.settled_at > clock_timestamp() - interval '300 seconds'`,
      );
      await look(
        agents.database,
        `update messages set agent_version = 3, settled_at = ${began} - interval '1 minute'
         where agent_version is null`,
      );
      expect((await choice.compare(client, 'A')).versions[1]).toMatchObject({
        ...{ requests: 4, completed: 3, failed: 1, success_rate: 0.75 },
        ...{ avg_response_time: '2.0s', avg_response_ms: 2_000, conversations: 2 },
        tokens: { input: 40, output: 20, per_request: 15 },
      });

      await look(
        agents.database,
        `insert into tallies (workspace_id, agent_id, agent_version, capability, completed, expired, cancelled,
           response_ms, tokens_in, tokens_out)
         select workspace_id, id, 3, 'play', 3, 1, 1, 3000, 20, 20 from agents where name = 'A'`,
      );
      const { versions } = await choice.compare(client, 'A');
      expect(versions[1]).toMatchObject({
        ...{ requests: 8, completed: 6, failed: 2, success_rate: 0.75, avg_response_ms: 1_571 },
        tokens: { input: 60, output: 40 },
      });
      expect(versions[0]).toMatchObject({ requests: 0, success_rate: 0 });
    });

    it('ends with the version that is promoted: as a new one, unless it is the newest', async () => {
      await choice.split(client, 'A', half(2, 3));
      expect(await choice.promote(client, 'A', 2)).toEqual({
        ...{ agent: 'A', status: 'promoted', version: '1.0.0' },
        ...{ version_number: 4, restored_from: 2 },
      });
      expect(await promptNow()).toBe('Two.');
      await choice.split(client, 'A', half(1, 4));
      expect(await choice.promote(client, 'A', 4)).toMatchObject({ version_number: 4 });
      await expect(choice.compare(client, 'A')).rejects.toMatchObject({ code: 'SPLIT_NOT_FOUND' });
    });

    it('ends when it is stopped, and when somebody goes back', async () => {
      await choice.split(client, 'A', half(2, 3));
      expect(await choice.stop(client, 'A')).toMatchObject({
        status: 'stopped',
        version_number: 3,
      });
      await expect(choice.stop(client, 'A')).rejects.toMatchObject({ code: 'SPLIT_NOT_FOUND' });
      await choice.split(client, 'A', half(2, 3));
      await choice.rollBack(client, 'A', { version_number: 1 });
      await expect(choice.compare(client, 'A')).rejects.toMatchObject({ code: 'SPLIT_NOT_FOUND' });
    });

    it('is not of versions that there are none of, nor promotes one that is not in it', async () => {
      const refused = { code: 'AGENT_VERSION_NOT_FOUND' };
      await expect(choice.split(client, 'A', half(2, 7))).rejects.toMatchObject(refused);
      await choice.split(client, 'A', half(2, 3));
      await expect(choice.promote(client, 'A', 1)).rejects.toMatchObject(refused);
    });

    it('is told to whoever updates the agent meanwhile', async () => {
      await choice.split(client, 'A', half(2, 3));
      const { warnings } = await agents.registry.update(client, 'A', { system_prompt: 'Four.' });
      expect(warnings).toContainEqual(expect.objectContaining({ code: 'SPLIT_ACTIVE' }));
    });
  });
});
