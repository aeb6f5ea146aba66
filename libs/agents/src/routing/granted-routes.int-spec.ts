import type { Grants } from '#protocol';
import type { Caller } from '#platform';
import { client, configure, openTestAgents, type TestAgents } from '../agents.fixture.js';
import { CapabilityRouter, type RouteTarget } from './capability-router.js';

const granted = (grants: Grants): Caller => ({ ...client, principal: 'key', grants });

describe(`${CapabilityRouter.name} on behalf of whoever is bounded`, () => {
  let agents: TestAgents;
  beforeAll(async () => {
    agents = await openTestAgents();
    await agents.registry.deploy(client, configure('SalesA', ['sales-help']));
    await agents.registry.deploy(client, configure('SalesB', ['sales-help', 'sales-report']));
    await agents.registry.deploy(client, configure('Outsider', ['sales-help', 'finance']));
  });
  afterAll(() => agents.end());

  const names = async (grants: Grants, target: RouteTarget): Promise<string[]> =>
    (await agents.router.route(granted(grants), target)).agents.map(({ name }) => name);
  const refusal = (grants: Grants, target: RouteTarget): Promise<unknown> =>
    agents.router.route(granted(grants), target).then(
      () => undefined,
      (error: unknown) => error,
    );
  const help = { capability: 'sales-help' } as const;

  it('refuses a capability that is not granted, and names those that are', async () => {
    expect(await refusal({ capabilities: ['sales-*'] }, { capability: 'finance' })).toMatchObject({
      code: 'NOT_GRANTED',
      message:
        "Whoever asked for this is not granted the capability 'finance'. Granted: sales-help, sales-report",
      details: { granted: ['sales-help', 'sales-report'] },
    });
  });

  it('speaks to whoever asks for themselves', async () => {
    const bounds = { capabilities: ['sales-report'] };
    for (const target of [{ receiver: 'Outsider' }, { capability: 'finance' }])
      expect(await refusal(bounds, { ...target, isOwn: true })).toMatchObject({
        code: 'NOT_GRANTED',
        message: expect.stringMatching(/^You are not granted the /) as string,
      });
  });

  it('tells nobody whether a capability exists that they are not granted', async () => {
    expect(await refusal({ capabilities: ['sales-*'] }, { capability: 'no-such' })).toMatchObject({
      code: 'NOT_GRANTED',
    });
    expect(await refusal({ capabilities: ['sales-*'] }, { capability: 'sales-x' })).toMatchObject({
      code: 'INVALID_CAPABILITY',
      details: { available_capabilities: ['sales-help', 'sales-report'] },
    });
  });

  it('leaves out agents that are not granted, and says why', async () => {
    const bounds = { agents: ['Sales*'] };
    const { agents: chosen, candidates } = await agents.router.route(granted(bounds), {
      ...{ ...help, strategy: 'broadcast' },
    });
    expect(chosen.map(({ name }) => name)).toEqual(['SalesA', 'SalesB']);
    expect(candidates).toContainEqual(
      expect.objectContaining({ agent: 'Outsider', excluded: 'not granted' }),
    );
    expect(await names({ agents: ['Outsider'] }, help)).toEqual(['Outsider']);
  });

  it('refuses when none of those who provide a capability is granted', async () => {
    expect(await refusal({ agents: ['Outsider'] }, { capability: 'sales-report' })).toMatchObject({
      code: 'NOT_GRANTED',
      details: { granted: ['finance', 'sales-help'] },
    });
  });

  it('still says so when the only provider is the sender itself', async () => {
    const target = { capability: 'finance', exclude: 'Outsider' };
    expect(await refusal({ capabilities: ['finance'] }, target)).toMatchObject({
      code: 'INVALID_CAPABILITY',
    });
  });

  it('gives mail to an agent by name only where something that it does is granted', async () => {
    const bounds = { capabilities: ['sales-*'] };
    expect(await names(bounds, { receiver: 'Outsider' })).toEqual(['Outsider']);
    expect(
      await refusal({ capabilities: ['sales-report'] }, { receiver: 'Outsider' }),
    ).toMatchObject({ code: 'NOT_GRANTED', details: { granted: ['SalesB'] } });
    expect(await refusal({ agents: ['Sales*'] }, { receiver: 'Outsider' })).toMatchObject({
      code: 'NOT_GRANTED',
    });
  });

  it('marks what an agent must not ask others for', async () => {
    const caller = granted({ agents: ['Sales*'], capabilities: ['sales-help', 'finance'] });
    const neighbours = await agents.catalog.neighbours(caller, 'SalesA');
    expect(
      neighbours.map(({ capability, isWithheld }) => [capability, isWithheld === true]),
    ).toEqual([
      ['finance', true],
      ['sales-help', false],
      ['sales-report', true],
    ]);
  });

  describe('who deploys', () => {
    const grantsOf = async (name: string): Promise<unknown> =>
      (await agents.registry.get(client, name)).configuration['grants'];

    it('makes agents that are bounded alike, whatever they ask for', async () => {
      const caller = granted({ capabilities: ['sales-*'] });
      await agents.registry.deploy(caller, configure('SalesC', ['sales-help']));
      expect(await grantsOf('SalesC')).toEqual({ capabilities: ['sales-*'] });
      const wide = { grants: { agents: ['SalesA'], capabilities: ['sales-help', 'finance'] } };
      await agents.registry.deploy(caller, configure('SalesD', ['sales-help'], wide));
      expect(await grantsOf('SalesD')).toEqual({
        agents: ['SalesA'],
        capabilities: ['sales-help'],
      });
    });

    it('bounds an agent by changing it, and never sets it free', async () => {
      await agents.registry.deploy(client, configure('SalesE', ['sales-help']));
      expect(await grantsOf('SalesE')).toBeUndefined();
      const caller = granted({ capabilities: ['sales-*'] });
      const { changes } = await agents.registry.update(caller, 'SalesE', { description: 'Mine.' });
      expect(changes).toEqual(['description', 'grants']);
      await agents.registry.update(caller, 'SalesE', { grants: null });
      expect(await grantsOf('SalesE')).toEqual({ capabilities: ['sales-*'] });
      await agents.registry.update(client, 'SalesE', { grants: null });
      expect(await grantsOf('SalesE')).toBeUndefined();
    });
  });
});
