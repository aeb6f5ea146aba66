import {
  client,
  configure,
  HandClock,
  look,
  openTestAgents,
  stranger,
  type TestAgents,
} from '../agents.fixture.js';
import { RegistryCache } from './registry-cache.js';

describe(RegistryCache.name, () => {
  let clock: HandClock;
  let agents: TestAgents;
  beforeEach(async () => {
    clock = new HandClock();
    agents = await openTestAgents(clock);
  });
  afterEach(() => agents.end());

  const names = async (cache: RegistryCache, caller = client): Promise<string[]> => [
    ...(await cache.snapshot(caller)).agents.keys(),
  ];

  it('knows an agent from the moment its deployment is answered', async () => {
    expect(await names(agents.cache)).toEqual([]);
    await agents.registry.deploy(client, configure('A', ['work']));

    expect(await names(agents.cache)).toEqual(['A']);
    expect(await names(agents.cache, stranger)).toEqual([]);
  });

  it('knows every agent of deployments that overlap with its own reading', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const name = `A${String(n)}`;
        await agents.registry.deploy(client, configure(name, ['work']));
        expect(await names(agents.cache)).toContain(name);
      }),
    );
  });

  it('hears of changes in other processes', async () => {
    const other = agents.openOther({ channel: agents.channel });
    expect(await names(other.cache)).toEqual([]);
    await agents.registry.deploy(client, configure('A', ['work']));

    expect(await names(other.cache)).toEqual(['A']);
  });

  it('hears an event that the bridge has shortened as a change of everything', async () => {
    const other = agents.openOther({ channel: agents.channel });
    await names(other.cache);
    await look(
      agents.database,
      `insert into agents (id, workspace_id, name, kind)
      values ('agt-1', 'default', 'A', 'code')`,
    );
    agents.channel.publish('registry', null);

    expect(await names(other.cache)).toEqual(['A']);
  });

  it('finds within a second a change that it did not hear of', async () => {
    const deaf = agents.openOther();
    await names(deaf.cache);
    await agents.registry.deploy(client, configure('A', ['work']));
    expect(await names(deaf.cache)).toEqual([]);

    clock.advance(6_000);
    expect(await names(deaf.cache)).toEqual(['A']);
    await agents.registry.pause(client, 'A');
    clock.advance(1_001);
    await deaf.cache.snapshot(client);
    const snapshot = await deaf.cache.newest(client);
    expect(snapshot.agents.get('A')?.status).toBe('paused');
  });

  it('gives the same snapshot as long as nothing changed', async () => {
    await agents.registry.deploy(client, configure('A', ['work']));
    const snapshot = await agents.cache.snapshot(client);
    clock.advance(10_000);

    expect(await agents.cache.snapshot(client)).toBe(snapshot);
  });

  it('asks Postgres nothing while it is fresh', async () => {
    await agents.registry.deploy(client, configure('A', ['work']));
    await agents.cache.snapshot(client);
    await agents.database.close();

    expect(await names(agents.cache)).toEqual(['A']);
  });

  it('no longer listens when it is closed', async () => {
    await agents.cache.snapshot(client);
    agents.cache.close();
    await agents.registry.deploy(client, configure('A', ['work']));

    expect(await names(agents.cache)).toEqual([]);
  });
});
