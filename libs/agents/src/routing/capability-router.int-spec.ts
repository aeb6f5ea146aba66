import type { RoutingStrategy } from '#protocol';
import {
  addPast,
  addWaiting,
  client,
  configure,
  openTestAgents,
  stranger,
  type TestAgents,
} from '../agents.fixture.js';
import { CapabilityRouter, type RouteTarget } from './capability-router.js';

describe(CapabilityRouter.name, () => {
  let agents: TestAgents;
  beforeEach(async () => {
    agents = await openTestAgents();
    await agents.registry.deploy(client, configure('A', ['work']));
    await agents.registry.deploy(client, configure('B', ['work']));
    await agents.registry.deploy(client, configure('C', ['play']));
  });
  afterEach(() => agents.end());

  async function namesOf(target: RouteTarget): Promise<string[]> {
    return (await agents.router.route(client, target)).agents.map(({ name }) => name);
  }
  const work = (strategy?: RoutingStrategy, more: RouteTarget = {}): Promise<string[]> =>
    namesOf({ capability: 'work', strategy, ...more });

  it('explains its choice with every candidate', async () => {
    await addPast(agents.database, { agent: 'B', capability: 'work', count: 20, tookMs: 100 });
    await addWaiting(agents.database, 'A', 'conv-1', 2);
    const decision = await agents.router.route(client, { capability: 'work' });

    expect(decision).toMatchObject({
      strategy: 'best_match',
      agents: [{ name: 'B', versionNumber: 1 }],
      candidates: [
        { agent: 'B', success_rate: 1, pending: 0, load: 0, specialization: 1 },
        { agent: 'A', success_rate: 0, confidence: 0, pending: 2, load: 0.2857 },
      ],
    });
    expect(decision.reason).toBe('B has the best score, 0.97, of 2');
  });

  describe('of an unknown capability', () => {
    it("speaks the contract's words", async () => {
      await expect(
        agents.router.route(client, { capability: 'nonexistent-capability' }),
      ).rejects.toMatchObject({
        code: 'INVALID_CAPABILITY',
        message: "Capability 'nonexistent-capability' not found",
        details: {
          available_capabilities: ['play', 'work'],
          suggestion: 'Use /api/v1/capabilities to list available capabilities',
        },
      });
    });

    it('offers the nearest names', async () => {
      await expect(agents.router.route(client, { capability: 'wrok' })).rejects.toMatchObject({
        details: { nearest: ['work'] },
      });
    });

    it('looks again first: somebody else may have deployed it just now', async () => {
      const deaf = agents.openOther();
      await deaf.router.route(client, { capability: 'work' });
      await agents.registry.deploy(client, configure('New', ['brand-new']));

      const { agents: chosen } = await deaf.router.route(client, { capability: 'brand-new' });
      expect(chosen.map(({ name }) => name)).toEqual(['New']);
    });

    it('knows nothing of other workspaces', async () => {
      await expect(agents.router.route(stranger, { capability: 'work' })).rejects.toMatchObject({
        details: { available_capabilities: [] },
      });
    });
  });

  it('never gives a message back to the agent that sends it', async () => {
    expect(await work('broadcast', { exclude: 'A' })).toEqual(['B']);
    await expect(
      agents.router.route(client, { capability: 'play', exclude: 'C' }),
    ).rejects.toMatchObject({
      code: 'INVALID_CAPABILITY',
      message: "Capability 'play' is provided by no agent but 'C' itself",
      details: { available_capabilities: ['work'] },
    });
  });

  it('spreads a burst within the second over agents that are equal', async () => {
    const served = await Promise.all(Array.from({ length: 40 }, () => work('least_loaded')));

    expect(served.flat().filter((name) => name === 'A')).toHaveLength(20);
    const best = await Promise.all(Array.from({ length: 40 }, () => work('best_match')));
    expect(best.flat().filter((name) => name === 'A')).toHaveLength(20);
  });

  it('gives turns with round_robin, each capability its own', async () => {
    await agents.registry.update(client, 'A', { capabilities: ['work', 'play'] });
    const served: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      served.push(...(await work('round_robin')));
      served.push(...(await namesOf({ capability: 'play', strategy: 'round_robin' })));
    }

    expect(served.filter((_, index) => index % 2 === 0).join('')).toBe('ABA');
    expect(served.filter((_, index) => index % 2 === 1).join('')).toBe('ACA');
  });

  it('uses up no turn and loads nobody in a rehearsal', async () => {
    const [rehearsed] = await work('round_robin', { rehearse: true });
    await work('round_robin', { rehearse: true });

    expect(await work('round_robin')).toEqual([rehearsed]);
    await work('least_loaded', { rehearse: true });
    expect((await agents.router.route(client, { capability: 'work' })).candidates).toEqual([
      expect.objectContaining({ pending: 0 }),
      expect.objectContaining({ pending: 1 }),
    ]);
  });

  describe('with sticky', () => {
    it('stays with the agent that has had mail in the conversation', async () => {
      await addWaiting(agents.database, 'B', 'conv-1', 4);

      expect(await work('sticky', { conversationId: 'conv-1' })).toEqual(['B']);
      expect(await work('sticky', { conversationId: 'conv-2' })).toEqual(['A']);
    });

    it('gives messages that come at once in a new conversation to one agent', async () => {
      const served = await Promise.all(
        Array.from({ length: 20 }, () => work('sticky', { conversationId: 'conv-new' })),
      );

      expect(new Set(served.flat()).size).toBe(1);
    });

    it('goes on with another when that agent is paused or gone', async () => {
      await addWaiting(agents.database, 'B', 'conv-1');
      await agents.registry.pause(client, 'B');
      expect(await work('sticky', { conversationId: 'conv-1' })).toEqual(['A']);
      await agents.registry.resume(client, 'B');
      await agents.registry.remove(client, 'A', { force: true });

      expect(await work('sticky', { conversationId: 'conv-1' })).toEqual(['B']);
    });
  });

  it('lets mail wait for a paused agent when nobody runs, and says so', async () => {
    await agents.registry.pause(client, 'A');
    expect(await work()).toEqual(['B']);
    await agents.registry.pause(client, 'B');
    const decision = await agents.router.route(client, { capability: 'work' });

    expect(decision.agents).toHaveLength(1);
    expect(decision.reason).toContain('the message waits until it resumes');
  });

  describe('of a receiver', () => {
    it('takes it, whatever it can do', async () => {
      const decision = await agents.router.route(client, { receiver: 'C' });

      expect(decision.agents.map(({ name }) => name)).toEqual(['C']);
      expect(decision.reason).toBe('the message names C as its receiver');
    });

    it('refuses one that is unknown or drains', async () => {
      await expect(agents.router.route(client, { receiver: 'Cc' })).rejects.toMatchObject({
        code: 'AGENT_NOT_FOUND',
        details: { nearest: ['C'] },
      });
      await addWaiting(agents.database, 'C', 'conv-1');
      await agents.registry.remove(client, 'C');
      await expect(agents.router.route(client, { receiver: 'C' })).rejects.toMatchObject({
        code: 'AGENT_NOT_FOUND',
        message: "Agent 'C' is being removed and takes no new messages",
      });
    });
  });

  it('decides out of memory: a route takes less than half a millisecond', async () => {
    await work();
    const started = performance.now();
    for (let n = 0; n < 5_000; n += 1) await work();

    expect((performance.now() - started) / 5_000).toBeLessThan(0.5);
  });
});
