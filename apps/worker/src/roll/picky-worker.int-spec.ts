import { serverUrl } from '../../../../test/support/test-servers.js';
import { defineAgent, type CodeAgent } from '#runtime';
import { Gate } from '../gate.fixture.js';
import { TestServer, type TestWorker } from '../worker.fixture.js';

/** An agent of two capabilities, as one worker has it: what it does is told to `did`. */
const agentOf = (did: (capability: string) => Promise<void> | void, all: string[]): CodeAgent =>
  defineAgent({
    name: 'Both',
    capabilities: all,
    handle: async ({ message }) => {
      await did(message.capability ?? '');
      return { ok: true };
    },
  });

const few = ['own', 'other'];
/** More than the eight lanes of the test server: they are shared. */
const many = [...few, ...Array.from({ length: 10 }, (_, n) => `more-${String(n)}`)];

const modes: [string, () => string | undefined][] = [
  ['on Postgres', () => undefined],
  ['on Redis', () => serverUrl('redis')],
];

describe.each(modes)('a worker for some capabilities, with bells %s', (_mode, redisUrl) => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function open(all: string[]): Promise<{
    opened: TestServer;
    took: Record<'picky' | 'full', Set<string>>;
    picky: TestWorker;
    full: TestWorker;
  }> {
    const opened = (server = await TestServer.open([agentOf(() => undefined, all)], redisUrl()));
    const took = { picky: new Set<string>(), full: new Set<string>() };
    const start = (who: 'picky' | 'full', only?: string[]): TestWorker => {
      const agents = [agentOf((capability) => void took[who].add(capability), all)];
      return opened.openWorker({ agents, ...(only === undefined ? {} : { only }) });
    };
    return { opened, took, picky: start('picky', ['own']), full: start('full') };
  }

  it.each([
    ['lanes of their own', few],
    ['shared lanes', many],
  ])('takes no other mail while somebody else does, over %s', async (_title, all) => {
    const { opened, took, picky, full } = await open(all);
    await Promise.all([picky, full].map(({ loop }) => loop.onApplicationBootstrap()));
    const ids = Array.from({ length: 24 }, (_, n) => `conv-${String(n)}`);
    // Mailboxes hold mail of several capabilities, so a turn of its own is followed by others.
    for (const capability of ['own', 'other', ...all]) {
      await Promise.all(ids.map((id) => opened.send(capability, id, {})));
    }
    for (const id of ids) await opened.settled(id);
    expect([...took.picky]).toEqual(['own']);
    expect([...took.full]).toEqual(expect.arrayContaining(all.filter((name) => name !== 'own')));
  });

  it('has its own mail also when nobody hears the bells', async () => {
    const { opened, took, picky } = await open(few);
    await opened.send('own', 'conv-1', {});
    await opened.send('other', 'conv-2', {});
    await opened.look(`update mailboxes set rung_at = '-infinity'`);
    await picky.sweeper.sweepOnce();
    await opened.settled('conv-1');
    await picky.sweeper.sweepOnce();
    expect([...took.picky]).toEqual(['own']);
    const [other] = await opened.look(
      `select attempts, pending from mailboxes where conversation_id = 'conv-2'`,
    );
    expect(other).toEqual({ attempts: 0, pending: 1 });
  });

  it('hands over at a stop the bells that wait for a free slot, within a second', async () => {
    const [begun, gate] = [new Gate(), new Gate()];
    const slow = agentOf(async (capability) => {
      if (capability !== 'own') return;
      begun.open(undefined);
      await gate.opened;
    }, few);
    const opened = (server = await TestServer.open([slow], redisUrl()));
    const first = opened.openWorker({ concurrency: 1, shutdownMs: 20_000 });
    await first.loop.onApplicationBootstrap();
    await opened.send('own', 'conv-1', {});
    await begun.opened;
    for (const id of ['conv-2', 'conv-3', 'conv-4']) await opened.send('other', id, {});
    const second = opened.openWorker({ agents: [agentOf(() => undefined, few)] });
    // Swept are none of them: only bells may bring them to the second worker.
    await opened.look(`update mailboxes set rung_at = clock_timestamp() + interval '1 hour'`);
    await second.loop.onApplicationBootstrap();
    const startedAt = performance.now();
    const stopped = first.loop.beforeApplicationShutdown();
    await Promise.all(['conv-2', 'conv-3', 'conv-4'].map((id) => opened.settled(id)));
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    gate.open(undefined);
    await stopped;
    await opened.settled('conv-1');
  });
});
