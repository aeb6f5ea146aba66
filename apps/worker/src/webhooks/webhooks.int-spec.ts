import { randomBytes } from 'node:crypto';
import { Webhook as Verifier } from 'standardwebhooks';
import { createSilentLogger, localDeveloper, systemClock } from '#platform';
import type { WebhookEvent, WebhookPayload, WebhookView } from '#protocol';
import { KeyRing } from '#secrets';
import { createGuardedFetch } from '#tools';
import { openDispatcher, openWebhooks, type WebhookDispatcher, type Webhooks } from '#webhooks';
import { describeWith } from '../../../../test/support/test-servers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { WebhookReceiver, type Received } from '../../../../test/support/webhook-receiver.js';
import { TestServer } from '../worker.fixture.js';

const echo = {
  name: 'Echo',
  capabilities: ['echo', 'shout'],
  handle: () => ({ text: 'done' }),
};

const hours = 3_600_000;

describeWith(['postgres'], 'webhooks', () => {
  const ring = new KeyRing(new Map([['k1', randomBytes(32)]]));
  let server: TestServer;
  let webhooks: Webhooks;
  let receiver: WebhookReceiver;
  let other: WebhookReceiver;
  let dispatchers: WebhookDispatcher[];
  let dispatcher: WebhookDispatcher;
  let count = 0;

  const openRounds = (allow: readonly string[]): WebhookDispatcher => {
    const opened = openDispatcher({
      ...{ database: server.database, events: server.channel, ring, clock: systemClock },
      log: createSilentLogger(),
      fetch: createGuardedFetch({ allow }),
    });
    dispatchers.push(opened);
    return opened;
  };
  const ports = (): string[] => [receiver, other].map(({ port }) => `127.0.0.1:${String(port)}`);
  const register = (more: {
    url?: string;
    events?: WebhookEvent[];
    filter?: { capabilities?: string[]; agents?: string[]; conversations?: string[] };
    authentication?: { type: 'bearer'; token: string };
  }): Promise<WebhookView> =>
    webhooks.book.register(localDeveloper, {
      ...{ url: receiver.url, events: ['message.response'], ...more },
    });
  const round = async (): Promise<void> => {
    await dispatcher.look();
    await dispatcher.whenIdle();
  };
  const talk = async (capability = 'echo'): Promise<string> => {
    count += 1;
    const id = `talk-${String(count)}`;
    await server.send(capability, id, { number: count });
    await server.settled(id);
    return id;
  };
  const deliveries = (id: string) => webhooks.desk.list(localDeveloper, id, { limit: 100 });
  /** As if so much time had passed. */
  const pass = (ms: number) =>
    server.look(
      `with w as (update webhooks set failing_since = failing_since - $1 * interval '1 ms',
         old_secret_until = old_secret_until - $1 * interval '1 ms' returning id)
       update webhook_deliveries set next_at = next_at - $1 * interval '1 ms'`,
      [ms],
    );
  /** Until when nothing is to be done. */
  const idleFor = async (): Promise<number> => {
    const [row] = await server.look<{ ms: number | null }>(
      `select extract(epoch from min(next_at) - now())::float8 * 1000 as ms
       from webhook_deliveries where status = 'waiting'`,
    );
    return row?.ms ?? Infinity;
  };

  beforeAll(async () => {
    server = await TestServer.open([echo]);
    const worker = server.openWorker();
    await worker.loop.onApplicationBootstrap();
    webhooks = openWebhooks(server.database, ring, systemClock);
  });
  beforeEach(async () => {
    await server.look('delete from webhooks');
    await server.look('delete from webhook_deliveries');
    receiver = await WebhookReceiver.start();
    other = await WebhookReceiver.start();
    dispatchers = [];
    dispatcher = openRounds(ports());
  });
  afterEach(async () => {
    await receiver.stop();
    await other.stop();
    await Promise.all(dispatchers.map((opened) => opened.stop()));
  });
  afterAll(() => server.close());

  const verify = ({ body, headers }: Received, secret: string | undefined): WebhookPayload =>
    new Verifier(secret ?? '').verify(body, headers as Record<string, string>) as WebhookPayload;

  it('tells of an answer, signed so that the official library takes it, with the bearer token', async () => {
    const hook = await register({
      events: ['message.response', 'conversation.complete'],
      authentication: { type: 'bearer', token: 'your-webhook-token' },
    });
    const conversation = await talk();
    await round();

    const told = receiver.received.map((received) => verify(received, hook.signing_secret));
    expect(told.map(({ type }) => type).sort()).toEqual([
      'conversation.complete',
      'message.response',
    ]);
    expect(told.find(({ type }) => type === 'message.response')?.data).toMatchObject({
      ...{ conversation_id: conversation, agent: 'Echo', capability: 'echo' },
      content: { text: 'done' },
      conv_seq: expect.any(Number) as number,
    });
    const [first] = receiver.received;
    expect(first?.headers.authorization).toBe('Bearer your-webhook-token');
  });

  it('tells of what happens as it happens: nobody has to ask it to look', async () => {
    const { webhook_id: id } = await register({});
    dispatcher.start();
    for (const count of [1, 2]) {
      await talk();
      await eventually(
        () => Promise.resolve(receiver.received.length),
        (seen) => seen === count,
      );
    }
    const test = await webhooks.desk.test(localDeveloper, id);
    await eventually(
      () => Promise.resolve(receiver.ids),
      (ids) => ids.includes(test.delivery_id),
    );
    expect(receiver.received).toHaveLength(3);
  });

  it('keeps its secrets sealed and shows none of them afterwards', async () => {
    const hook = await register({ authentication: { type: 'bearer', token: 'hush-hush' } });
    const [row] = await server.look('select * from webhooks');
    const shown = await webhooks.book.get(localDeveloper, hook.webhook_id);

    for (const text of [JSON.stringify(row), JSON.stringify(shown)]) {
      expect(text).not.toContain('hush-hush');
      expect(text).not.toContain(hook.signing_secret ?? 'whsec_');
    }
    expect(shown.authentication).toEqual({ type: 'bearer' });
  });

  it('signs with both secrets for a day after a rotation, then with the new one', async () => {
    const hook = await register({});
    const rotated = await webhooks.book.rotate(localDeveloper, hook.webhook_id);
    await talk();
    await round();
    const [during] = receiver.received;
    if (during === undefined) throw new Error('Nothing came.');
    expect(verify(during, hook.signing_secret)).toEqual(verify(during, rotated.signing_secret));

    await pass(25 * hours);
    await talk();
    await round();
    const after = receiver.received[1];
    if (after === undefined) throw new Error('Nothing came.');
    expect(verify(after, rotated.signing_secret).type).toBe('message.response');
    expect(() => verify(after, hook.signing_secret)).toThrow('No matching signature');
  });

  it('replaces the secret of a receiver that may still have the one before only when it is forced to', async () => {
    const { webhook_id: id } = await register({});
    const first = await webhooks.book.rotate(localDeveloper, id);
    await expect(webhooks.book.rotate(localDeveloper, id)).rejects.toMatchObject({
      code: 'ROTATION_UNDER_WAY',
    });
    const forced = await webhooks.book.rotate(localDeveloper, id, undefined, true);
    expect(forced.signing_secret).not.toBe(first.signing_secret);

    await pass(25 * hours);
    await expect(webhooks.book.rotate(localDeveloper, id)).resolves.toHaveProperty(
      'signing_secret',
    );
  });

  it('tells only what it was registered for', async () => {
    await register({ filter: { capabilities: ['shout'] }, events: ['conversation.complete'] });
    await register({ filter: { agents: ['Nobody'] } });
    await talk('echo');
    const loud = await talk('shout');
    await register({ filter: { conversations: [loud] } });
    await talk('shout');
    await round();

    expect(receiver.received.map(({ body }) => (JSON.parse(body) as WebhookPayload).type)).toEqual([
      ...['conversation.complete', 'conversation.complete'],
    ]);
  });

  it('brings everything to a receiver that was down for three days, each event once', async () => {
    const hook = await register({});
    receiver.reaction = { status: 503 };
    const talks = [await talk(), await talk(), await talk()];
    let passed = 0;
    for (;;) {
      await round();
      const idle = await idleFor();
      if (passed + idle > 72 * hours) break;
      await pass(idle);
      passed += idle;
    }
    receiver.received.length = 0;
    receiver.reaction = { status: 204 };
    expect(await webhooks.book.get(localDeveloper, hook.webhook_id)).toMatchObject({
      ...{ status: 'enabled', waiting: 3 },
    });

    for (let left = 3; left > 0; left = (await idleFor()) === Infinity ? 0 : left) {
      await pass((await idleFor()) + 1);
      await round();
    }
    const told = receiver.received.map(({ body }) => JSON.parse(body) as WebhookPayload);
    expect(told.map(({ data }) => data.conversation_id).sort()).toEqual([...talks].sort());
    expect(new Set(receiver.ids).size).toBe(3);
  });

  it('tries what waited as soon as the receiver is back', async () => {
    await register({});
    receiver.reaction = { status: 500 };
    await talk();
    for (let failures = 0; failures < 6; failures += 1) {
      await round();
      await pass((await idleFor()) + 1);
    }
    await round();
    expect(await idleFor()).toBeGreaterThan(10 * hours);
    receiver.reaction = { status: 200 };
    await talk();
    await round();
    expect(await idleFor()).toBeLessThan(60_000);
  });

  it('does not let an endpoint that hangs delay another one', async () => {
    other.reaction = undefined;
    await register({ url: other.url });
    await register({});
    const talks: string[] = [];
    for (let number = 0; number < 10; number += 1) talks.push(await talk());
    await dispatcher.look();
    await eventually(
      () => Promise.resolve(receiver.received.length),
      (seen) => seen === 10,
    );

    expect(receiver.received).toHaveLength(10);
    expect(other.received.length).toBeLessThanOrEqual(2);
  });

  it('is told to the log of attempts, follows no redirect, and waits as long as it is asked', async () => {
    const hook = await register({});
    receiver.reaction = { status: 307, headers: { location: other.url, 'retry-after': '7200' } };
    await talk();
    await round();
    const [delivery] = await deliveries(hook.webhook_id);

    expect(delivery?.tries).toMatchObject([
      { status: 307, problem: 'the receiver redirects; redirects are not followed' },
    ]);
    expect(other.received).toEqual([]);
    expect(await idleFor()).toBeGreaterThan(1.9 * hours);
  });

  it('is disabled by 410 at once, and by five failing days', async () => {
    const gone = await register({});
    receiver.reaction = { status: 410 };
    other.reaction = { status: 500 };
    const failing = await register({ url: other.url });
    await talk();
    await round();
    await pass(5 * 24 * hours + 1);
    await round();
    const states = await webhooks.book.list(localDeveloper);

    expect(states.map((hook) => [hook.webhook_id, hook.status, hook.disabled_reason])).toEqual([
      [gone.webhook_id, 'disabled', 'gone'],
      [failing.webhook_id, 'disabled', 'failing'],
    ]);
    await expect(webhooks.desk.test(localDeveloper, gone.webhook_id)).rejects.toMatchObject({
      code: 'WEBHOOK_DISABLED',
    });
  });

  it('recovers what it missed while it was disabled, and what was given up, but nothing twice', async () => {
    const since = new Date(Date.now() - 1_000);
    const hook = await register({});
    const id = hook.webhook_id;
    await talk();
    await round();
    await webhooks.book.change(localDeveloper, id, { enabled: false });
    const missed = await talk();
    await webhooks.book.change(localDeveloper, id, { enabled: true });
    const { queued } = await webhooks.desk.recover(localDeveloper, id, since);
    await round();

    expect(queued).toBeGreaterThanOrEqual(1);
    const told = receiver.received.map(({ body }) => JSON.parse(body) as WebhookPayload);
    expect(told.filter(({ data }) => data.conversation_id === missed)).toHaveLength(1);
    expect(await webhooks.desk.recover(localDeveloper, id, since)).toHaveProperty('queued', 0);
  });

  it('recovers nothing since a moment that is still to come', async () => {
    const { webhook_id: id } = await register({});
    const tomorrow = new Date(Date.now() + 86_400_000);

    await expect(webhooks.desk.recover(localDeveloper, id, tomorrow)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
      details: { errors: [{ field: 'since', rule: 'past' }] },
    });
  });

  it('makes a delivery again under the same id', async () => {
    const { webhook_id: id } = await register({});
    const test = await webhooks.desk.test(localDeveloper, id);
    await round();
    await webhooks.desk.redeliver(localDeveloper, id, test.delivery_id);
    await round();

    expect(receiver.ids).toEqual([test.delivery_id, test.delivery_id]);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toHaveProperty('type', 'webhook.test');
  });

  it('is shared by several workers; what one of them held when it died another delivers', async () => {
    const hook = await register({});
    const talks = [await talk(), await talk(), await talk(), await talk()];
    receiver.reaction = undefined;
    const dying = openRounds(ports());
    await dying.look();
    await eventually(
      () => Promise.resolve(receiver.received.length),
      (seen) => seen === 2,
    );
    const held = receiver.ids;
    receiver.reaction = { status: 200 };
    await pass(60_001);
    const workers = [dispatcher, openRounds(ports())];
    for (const worker of workers) await worker.look();
    await eventually(
      () => deliveries(hook.webhook_id),
      (seen) => seen.every(({ status }) => status === 'delivered'),
    );

    expect(receiver.received).toHaveLength(held.length + talks.length);
    expect(receiver.ids.filter((id) => held.includes(id)).sort()).toEqual(
      [...held, ...held].sort(),
    );
  });

  it('never reaches an inner address that nobody allowed, however it is written', async () => {
    const port = String(other.port);
    const forms = [
      ...['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '017700000001', '127.1', '[::1]'],
      ...['[::ffff:127.0.0.1]', '[::7f00:1]', '[64:ff9b::7f00:1]', '0.0.0.0', '169.254.169.254'],
      ...['10.0.0.1', '[fd00::1]', '[fe80::1]', 'metadata.google.internal'],
    ];
    dispatcher = openRounds([`127.0.0.1:${String(receiver.port)}`]);
    for (const form of forms) {
      const { webhook_id: id } = await register({ url: `http://${form}:${port}/hook` });
      await webhooks.desk.test(localDeveloper, id);
    }
    await round();
    const tried = await server.look<{ problem: string }>(
      `select tries -> 0 ->> 'problem' as problem from webhook_deliveries`,
    );

    expect(other.received).toEqual([]);
    expect(tried).toHaveLength(forms.length);
    for (const { problem } of tried) expect(problem).toContain('the address is refused');
  });
});
