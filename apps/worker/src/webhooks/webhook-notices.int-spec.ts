import { randomBytes } from 'node:crypto';
import { localDeveloper } from '#platform';
import { tellMeasures } from '#signals';
import { KeyRing } from '#secrets';
import { describeWith } from '../../../../test/support/test-servers.js';
import { HookedServer } from './hooked-server.fixture.js';

describeWith(['postgres'], 'webhooks that cannot be told', () => {
  let hooked: HookedServer;

  beforeAll(async () => {
    hooked = await HookedServer.open([]);
  });
  beforeEach(async () => {
    await hooked.server.look('delete from webhooks');
    await hooked.server.look('delete from webhook_deliveries');
    hooked.receiver.received.length = 0;
  });
  afterAll(() => hooked.close());

  it('are disabled, and the others that want to know are told, whatever their filter', async () => {
    hooked.hanging.reaction = { status: 410 };
    const description = 'The shop';
    const gone = await hooked.register({ url: hooked.hanging.url, description });
    const filter = { capabilities: ['anything'] };
    await hooked.register({ events: ['webhook.disabled'], filter });
    await hooked.register({ events: ['message.response'] });
    const dispatcher = hooked.openDispatcher();
    await hooked.webhooks.desk.test(localDeveloper, gone.webhook_id);
    await hooked.round(dispatcher);
    await hooked.round(dispatcher);

    expect(hooked.told).toMatchObject([
      {
        type: 'webhook.disabled',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        data: { webhook_id: gone.webhook_id, reason: 'gone', description },
      },
    ]);
    expect(hooked.receiver.received[0]?.headers['caxton-hop']).toBe('1');
    const { attempts, disabled } = dispatcher.figures;
    expect(Object.fromEntries(attempts)).toMatchObject({ delivered: 1, failed: 1, not_made: 0 });
    expect(disabled.get('gone')).toBe(1);
  });

  it('wait for a process that has their key, and the list of deliveries says once that it was missing', async () => {
    const stranger = hooked.openDispatcher(new KeyRing(new Map([['k2', randomBytes(32)]])));
    const { webhook_id: id } = await hooked.register();
    await hooked.webhooks.desk.test(localDeveloper, id);
    for (const _time of [1, 2]) {
      await hooked.round(stranger);
      await hooked.server.look('update webhook_deliveries set next_at = now()');
    }
    const [waiting] = await hooked.webhooks.desk.list(localDeveloper, id, { limit: 1 });
    expect(waiting?.status).toBe('waiting');
    expect(waiting?.tries).toHaveLength(1);
    expect(waiting?.tries[0]?.problem).toContain('CAXTON_KEYS');
    expect(stranger.figures.attempts.get('not_made')).toBe(2);

    await hooked.round(hooked.openDispatcher());
    expect(hooked.told).toMatchObject([{ type: 'webhook.test' }]);
  });

  it('are counted as a check that is missing when Postgres refuses what became of them (issue 7)', async () => {
    const { webhook_id: id } = await hooked.register();
    await hooked.webhooks.desk.test(localDeveloper, id);
    const refused = 'alter table webhook_deliveries';
    await hooked.server.look(`${refused} add constraint refused check (status <> 'delivered')`);
    await hooked.round(hooked.openDispatcher());
    await hooked.server.look(`${refused} drop constraint refused`);
    expect(hooked.told).toMatchObject([{ type: 'webhook.test' }]);
    expect(await tellMeasures()).toContain(
      'caxton_validation_gaps_total{class="23",operation="webhook"} 1\n',
    );
  });

  it('are known when nobody makes any attempt for a minute, and not before', async () => {
    const { webhook_id: id } = await hooked.register();
    const { desk } = hooked.webhooks;
    await desk.test(localDeveloper, id);
    expect(await desk.overdueSince()).toBeUndefined();
    await hooked.server.look(
      `update webhook_deliveries set next_at = now() - interval '2 minutes'`,
    );
    expect(await desk.overdueSince()).toBeInstanceOf(Date);
    await hooked.round(hooked.openDispatcher());
    expect(await desk.overdueSince()).toBeUndefined();
  });
});
