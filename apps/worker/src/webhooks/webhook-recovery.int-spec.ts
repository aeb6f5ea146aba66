import { localDeveloper, systemClock } from '#platform';
import { randomBytes } from 'node:crypto';
import { KeyRing } from '#secrets';
import { openWebhooks } from '#webhooks';
import { describeWith } from '../../../../test/support/test-servers.js';
import { HookedServer } from './hooked-server.fixture.js';

describeWith(['postgres'], 'what a webhook recovers', () => {
  let hooked: HookedServer;
  let since: Date;

  beforeAll(async () => {
    hooked = await HookedServer.open([]);
  });
  beforeEach(async () => {
    for (const table of ['webhooks', 'webhook_deliveries', 'batches'])
      await hooked.server.look(`delete from ${table}`);
    hooked.receiver.received.length = 0;
    hooked.hanging.reaction = { status: 503 };
    since = new Date(Date.now() - 60_000);
  });
  afterAll(() => hooked.close());

  const endBatch = (id: string): Promise<unknown> =>
    hooked.server.look(
      `insert into batches (workspace_id, id, principal, fingerprint, accepted, refused, message_ids, results, completed_at)
       values ('default', $1, 'api_client', 'f', 2, 1, '{}', '[]', now())`,
      [id],
    );
  const recover = async (id: string): Promise<number> =>
    (await hooked.webhooks.desk.recover(localDeveloper, id, since)).queued;

  it('is a batch that ended while it was disabled, once', async () => {
    const { webhook_id: id } = await hooked.register({ events: ['batch.completed'] });
    await endBatch('bat-missed');
    expect(await recover(id)).toBe(1);
    await hooked.round(hooked.openDispatcher());
    expect(hooked.told).toMatchObject([
      { type: 'batch.completed', data: { batch_id: 'bat-missed', accepted: 2, refused: 1 } },
    ]);
    expect(await recover(id)).toBe(0);
  });

  it('is of such events only what it wants to know', async () => {
    const { webhook_id: id } = await hooked.register({ events: ['message.response'] });
    await endBatch('bat-unwanted');
    expect(await recover(id)).toBe(0);
  });

  it('is a notice that was given up, under the id it has', async () => {
    const { webhook_id: id } = await hooked.register({ events: ['batch.completed'] });
    await endBatch('bat-given-up');
    await recover(id);
    await hooked.server.look(
      `update webhook_deliveries set status = 'failed', settled_at = now(), attempts = 10`,
    );
    const [before] = await hooked.webhooks.desk.list(localDeveloper, id, { limit: 1 });
    expect(await recover(id)).toBe(1);
    await hooked.round(hooked.openDispatcher());
    expect(hooked.receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      before?.id,
    ]);
  });

  it('goes no further back than deliveries are remembered', async () => {
    const ring = new KeyRing(new Map([['k1', randomBytes(32)]]));
    const hour = 3_600_000;
    const { desk } = openWebhooks(hooked.server.database, ring, systemClock, { retentionMs: hour });
    const { webhook_id: id } = await hooked.register({});
    const ago = (ms: number): Date => new Date(Date.now() - ms);
    await expect(desk.recover(localDeveloper, id, ago(2 * hour))).rejects.toMatchObject({
      details: { errors: [{ field: 'since', message: 'must be at most 1 hours ago' }] },
    });
    expect(await desk.recover(localDeveloper, id, ago(hour / 2))).toMatchObject({ queued: 0 });
    await expect(
      hooked.webhooks.desk.recover(localDeveloper, id, ago(15 * 24 * hour)),
    ).rejects.toMatchObject({ details: { errors: [{ message: 'must be at most 14 days ago' }] } });
  });

  it('begins with a new address: the failures of the old one do not count against it', async () => {
    const { webhook_id: id } = await hooked.register({ url: hooked.hanging.url });
    await hooked.server.look(`update webhooks set failing_since = now() - interval '6 days'`);
    await hooked.webhooks.book.change(localDeveloper, id, { description: 'the same address' });
    const failingSince = async (): Promise<unknown> =>
      (
        await hooked.server.look<{ failing_since: unknown }>('select failing_since from webhooks')
      )[0]?.failing_since;
    expect(await failingSince()).not.toBeNull();
    await hooked.webhooks.book.change(localDeveloper, id, { url: hooked.receiver.url });
    expect(await failingSince()).toBeNull();
  });
});
