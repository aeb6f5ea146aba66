import { serverUrl } from '../../../../test/support/test-servers.js';
import type { JsonObject } from '#protocol';
import { defineAgent, type CodeAgent, type CodeTurn } from '#runtime';
import { Gate } from '../gate.fixture.js';
import { TestServer } from '../worker.fixture.js';

/** Turns that run at this moment, per conversation, and everything that ran, in order. */
class Witness {
  readonly order = new Map<string, unknown[]>();
  readonly attempts: string[] = [];
  mostAtOnce = 0;
  private readonly running = new Map<string, number>();

  async watch(turn: CodeTurn, work: () => Promise<JsonObject>): Promise<JsonObject> {
    const { conversation_id: id, content } = turn.message;
    const now = (this.running.get(id) ?? 0) + 1;
    this.running.set(id, now);
    this.mostAtOnce = Math.max(this.mostAtOnce, now);
    this.attempts.push(`${id} ${JSON.stringify(content)}`);
    try {
      const done = await work();
      this.order.set(id, [...(this.order.get(id) ?? []), content['n']]);
      return done;
    } finally {
      this.running.set(id, now - 1);
    }
  }
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function counter(witness: Witness, faults: (turn: CodeTurn) => boolean = () => false): CodeAgent {
  return defineAgent({
    name: 'Counter',
    capabilities: ['count'],
    handle: (turn) =>
      witness.watch(turn, async () => {
        await breathe();
        if (faults(turn)) throw Object.assign(new Error('again'), { retryAfterMs: 1 });
        return { n: turn.message.content['n'] ?? 0 };
      }),
  });
}

const conversations = 6;
const messages = 10;
const expected = Array.from({ length: messages }, (_, n) => n);

async function sendAll(server: TestServer): Promise<string[]> {
  const ids = Array.from({ length: conversations }, (_, index) => `conv-${String(index)}`);
  for (const n of expected) await Promise.all(ids.map((id) => server.send('count', id, { n })));
  return ids;
}

const modes: [string, () => string | undefined][] = [
  ['on Postgres', () => undefined],
  ['on Redis', () => serverUrl('redis')],
];

describe.each(modes)('workers with bells %s', (_mode, redisUrl) => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  async function open(agent: CodeAgent): Promise<TestServer> {
    server = await TestServer.open([agent], redisUrl());
    return server;
  }

  it('run one turn at a time per mailbox, in order, and lose nothing', async () => {
    const witness = new Witness();
    const opened = await open(counter(witness));
    const workers = [opened.openWorker(), opened.openWorker(), opened.openWorker()];
    await Promise.all(workers.map(({ loop }) => loop.onApplicationBootstrap()));
    for (const id of await sendAll(opened)) {
      const replies = (await opened.settled(id)).filter(({ sender }) => sender === 'Counter');
      expect(replies.map(({ content }) => content['n'])).toEqual(expected);
      expect(witness.order.get(id)).toEqual(expected);
    }
    expect(witness.mostAtOnce).toBe(1);
    expect(witness.attempts).toHaveLength(conversations * messages);
  });

  it('keep the order across retries', async () => {
    const witness = new Witness();
    const opened = await open(
      counter(
        witness,
        ({ attempt, message }) => attempt === 1 && Number(message.content['n']) % 5 === 0,
      ),
    );
    const workers = [opened.openWorker(), opened.openWorker()];
    await Promise.all(workers.map(({ loop }) => loop.onApplicationBootstrap()));
    for (const id of await sendAll(opened)) {
      await opened.settled(id);
      expect(witness.order.get(id)).toEqual(expected);
    }
    expect(witness.attempts.length).toBeGreaterThan(conversations * messages);
  });

  it('hand over what they have not done when they stop', async () => {
    const witness = new Witness();
    const opened = await open(counter(witness));
    const first = opened.openWorker();
    await first.loop.onApplicationBootstrap();
    const ids = await sendAll(opened);
    await first.loop.beforeApplicationShutdown();
    const held = await opened.look(`select id from mailboxes where lease_until > '-infinity'`);
    expect(held).toEqual([]);
    await opened.openWorker().loop.onApplicationBootstrap();
    for (const id of ids) {
      await opened.settled(id);
      expect(witness.order.get(id)).toEqual(expected);
    }
  });
});

describe('a worker', () => {
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  it('finds mail whose bell was lost, by its sweep alone', async () => {
    const witness = new Witness();
    const opened = (server = await TestServer.open([counter(witness)]));
    const ids = await sendAll(opened);
    const worker = opened.openWorker({ bell: { ring: () => undefined } });
    worker.keeper.start();
    await opened.look(`update mailboxes set rung_at = '-infinity'`);
    worker.sweeper.start();
    for (const id of ids) {
      await opened.settled(id);
      expect(witness.order.get(id)).toEqual(expected);
    }
  });

  it('aborts at a stop what does not end by itself, and gives it back without blame', async () => {
    const started = new Gate<CodeTurn>();
    const deaf = defineAgent({
      name: 'Deaf',
      capabilities: ['count'],
      handle: (turn) => {
        started.open(turn);
        return new Promise(() => undefined);
      },
    });
    const opened = (server = await TestServer.open([deaf]));
    const worker = opened.openWorker({ shutdownMs: 50 });
    await worker.loop.onApplicationBootstrap();
    await opened.send('count', 'conv-1', { n: 1 });
    const { signal } = await started.opened;
    await worker.loop.beforeApplicationShutdown();
    expect(signal.aborted).toBe(true);
    const rows = await opened.look(
      `select pending, attempts, crashes, suspect, lease_until = '-infinity' as free from mailboxes`,
    );
    expect(rows).toEqual([{ pending: 1, attempts: 0, crashes: 0, suspect: false, free: true }]);
  });

  it('writes nothing once it was taken for dead, and its successor writes once', async () => {
    const gate = new Gate();
    const begun = new Gate();
    const slow = defineAgent({
      name: 'Slow',
      capabilities: ['count'],
      handle: async ({ attempt }) => {
        if (attempt > 1) return { by: 'successor' };
        begun.open(undefined);
        await gate.opened;
        return { by: 'zombie' };
      },
    });
    const opened = (server = await TestServer.open([slow]));
    const [zombie, successor] = [opened.openWorker(), opened.openWorker()];
    await opened.send('count', 'conv-1', { n: 1 });
    const [mailbox] = await opened.look<{ id: string }>(`select id from mailboxes`);
    const run = zombie.drain.run(mailbox?.id ?? '');
    await begun.opened;
    await opened.look(`update mailboxes set lease_until = clock_timestamp() - interval '1 s'`);
    await successor.sweeper.sweepOnce();
    expect(successor.suspects).toEqual([mailbox?.id]);
    await successor.drain.runSuspect(mailbox?.id ?? '', 'suspects');
    gate.open(undefined);
    await run;
    const replies = (await opened.settled('conv-1')).filter(({ sender }) => sender === 'Slow');
    expect(replies.map(({ content }) => content)).toEqual([{ by: 'successor' }]);
    expect(zombie.writer.lostLeases).toBe(1);
  });

  it('aborts a turn whose lease it cannot renew', async () => {
    const begun = new Gate<CodeTurn>();
    const slow = defineAgent({
      name: 'Slow',
      capabilities: ['count'],
      handle: (turn) => {
        begun.open(turn);
        return new Promise(() => undefined);
      },
    });
    const opened = (server = await TestServer.open([slow]));
    const worker = opened.openWorker({ leaseMs: 600 });
    worker.keeper.start();
    await opened.send('count', 'conv-1', { n: 1 });
    const [mailbox] = await opened.look<{ id: string }>(`select id from mailboxes`);
    const run = worker.drain.run(mailbox?.id ?? '');
    const { signal } = await begun.opened;
    await opened.look(`update mailboxes set lease_token = gen_random_uuid()`);
    await run;
    expect(signal.aborted).toBe(true);
    expect(worker.keeper.fencedTurns).toBe(1);
  });

  it('leaves mail to the worker that has the code', async () => {
    const witness = new Witness();
    const opened = (server = await TestServer.open([counter(witness)]));
    const stranger = opened.openWorker({ agents: [] });
    await stranger.loop.onApplicationBootstrap();
    await opened.send('count', 'conv-1', { n: 7 });
    const rows = await opened.look(`select id from mailboxes`);
    await stranger.drain.run(String(rows[0]?.['id']));
    await opened.openWorker().loop.onApplicationBootstrap();
    await opened.settled('conv-1');
    expect(witness.order.get('conv-1')).toEqual([7]);
  });

  it('tells the sender when a turn wants what Postgres refuses', async () => {
    const bad = defineAgent({
      name: 'Bad',
      capabilities: ['count'],
      handle: async (turn) => {
        await turn.send('count', { text: 'fine' });
        return { text: 'fine' };
      },
    });
    const opened = (server = await TestServer.open([bad]));
    await opened.look(
      `alter table messages add constraint test_refusal check (sender <> 'Bad' or performative = 'failure')`,
    );
    await opened.openWorker().loop.onApplicationBootstrap();
    await opened.send('count', 'conv-1', {});
    const [, reply] = await opened.settled('conv-1');
    expect(reply).toMatchObject({ performative: 'failure', content: { code: 'ANSWER_UNUSABLE' } });
  });
});
