import { localDeveloper } from '#platform';
import type { CodeAgent } from '#runtime';
import { describeWith } from '../../../../test/support/test-servers.js';
import { eventually } from '../../../../test/support/eventually.js';
import { HookedServer } from './hooked-server.fixture.js';

const kibibyte = 1_024;

const writer: CodeAgent = {
  name: 'Writer',
  capabilities: ['write'],
  handle: ({ message }) => ({ text: 'x'.repeat(Number(message.content['size'])) }),
};

describeWith(['postgres'], 'the limits of webhooks', () => {
  let hooked: HookedServer;

  beforeAll(async () => {
    hooked = await HookedServer.open([writer]);
  });
  beforeEach(async () => {
    await hooked.server.look('delete from webhooks');
    await hooked.server.look('delete from webhook_deliveries');
    hooked.receiver.received.length = 0;
    hooked.receiver.reaction = { status: 204 };
  });
  afterAll(() => hooked.close());

  it('leaves out the content of what would be larger than 256 KiB, and says where it is read', async () => {
    await hooked.register();
    const small = await hooked.talk('write', { size: 250 * kibibyte });
    const large = await hooked.talk('write', { size: 260 * kibibyte });
    await hooked.round(hooked.openDispatcher());
    const told = new Map(hooked.told.map(({ data }) => [data.conversation_id, data]));

    expect(told.get(small)).not.toHaveProperty('omitted');
    expect(told.get(small)).toHaveProperty('content');
    expect(told.get(large)).toMatchObject({
      ...{ omitted: true, path: `/api/v1/conversations/${large}/messages` },
      ...{ conv_seq: expect.any(Number) as number, agent: 'Writer' },
    });
    expect(told.get(large)).not.toHaveProperty('content');
  });

  it('takes an answer for one whose body is endless, and reads 64 KiB of it', async () => {
    hooked.receiver.reaction = { status: 200, endless: true };
    const { webhook_id: id } = await hooked.register();
    await hooked.webhooks.desk.test(localDeveloper, id);
    await hooked.round(hooked.openDispatcher());
    const [delivery] = await hooked.webhooks.desk.list(localDeveloper, id, { limit: 1 });

    expect(delivery?.status).toBe('delivered');
    // What was on its way in buffers comes on top.
    expect(hooked.receiver.sent).toBeGreaterThan(0);
    expect(hooked.receiver.sent).toBeLessThan(8 * kibibyte * kibibyte);
  });

  it('waits until the moment that a receiver names as a date', async () => {
    const at = new Date(Date.now() + 2 * 3_600_000);
    hooked.receiver.reaction = { status: 503, headers: { 'retry-after': at.toUTCString() } };
    const { webhook_id: id } = await hooked.register();
    await hooked.webhooks.desk.test(localDeveloper, id);
    await hooked.round(hooked.openDispatcher());
    const [delivery] = await hooked.webhooks.desk.list(localDeveloper, id, { limit: 1 });

    const wait = (delivery?.nextAt?.getTime() ?? 0) - at.getTime();
    expect(Math.abs(wait)).toBeLessThan(10_000);
  });

  it('tells a receiver long before twenty others, that hang for fifteen seconds, are given up', async () => {
    for (let number = 0; number < 20; number += 1) {
      const { webhook_id: id } = await hooked.register({ url: hooked.hanging.url });
      for (const _time of [1, 2]) await hooked.webhooks.desk.test(localDeveloper, id);
    }
    const dispatcher = hooked.openDispatcher();
    dispatcher.start();
    await dispatcher.look();
    await eventually(
      () => Promise.resolve(hooked.hanging.received.length),
      (seen) => seen >= 8,
    );
    const { webhook_id: id } = await hooked.register();
    const begun = performance.now();
    await hooked.webhooks.desk.test(localDeveloper, id);
    await eventually(
      () => Promise.resolve(hooked.receiver.received.length),
      (seen) => seen === 1,
    );

    expect(hooked.receiver.received).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('tells a receiver at once while two other workspaces hang at a hundred webhooks each', async () => {
    const { book, desk } = hooked.webhooks;
    for (const workspace of ['hanging-a', 'hanging-b']) {
      const caller = { workspace, principal: 'attacker' };
      const { url } = hooked.hanging;
      for (let number = 0; number < 100; number += 1) {
        const { webhook_id: id } = await book.register(caller, { url, events: ['turn.started'] });
        for (const _time of [1, 2]) await desk.test(caller, id);
      }
    }
    hooked.hanging.received.length = 0;
    const dispatcher = hooked.openDispatcher();
    dispatcher.start();
    await dispatcher.look();
    await eventually(
      () => Promise.resolve(hooked.hanging.received.length),
      (seen) => seen >= 16,
    );
    const { webhook_id: id } = await hooked.register();
    const begun = performance.now();
    await desk.test(localDeveloper, id);
    await eventually(
      () => Promise.resolve(hooked.receiver.received.length),
      (seen) => seen === 1,
    );

    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(hooked.hanging.received).toHaveLength(16);
  });
});
