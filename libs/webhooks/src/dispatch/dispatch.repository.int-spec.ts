import { systemCaller } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { attemptsAtOnce } from './delivery-lane.js';
import { claimDeliveries, type ClaimedDelivery } from './dispatch.repository.js';

const hook = {
  name: 'test.hook',
  text: `with hook as (insert into webhooks (id, workspace_id, url, log_types, secret, created_by)
      values ('whk-' || gen_random_uuid(), $1, $2, '{}', 's', 'test') returning id)
    insert into webhook_deliveries (id, workspace_id, webhook_id, type, next_at)
    select 'whd-' || gen_random_uuid(), $1, hook.id, 'webhook.test', now() - $3 * interval '1 s'
    from hook, generate_series(1, 3)`,
};

describe(claimDeliveries, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  beforeEach(async () => {
    for (const text of ['delete from webhooks', 'delete from webhook_deliveries'])
      await opened.database.read(systemCaller, (tx) => tx.rows({ name: text, text }));
  });
  afterAll(() => opened.close());

  /** Webhooks with three due deliveries each. */
  const register = (workspace: string, urls: readonly string[], dueSince = 10): Promise<unknown> =>
    opened.database.read(systemCaller, async (tx) => {
      for (const url of urls) await tx.rows(hook, [workspace, url, dueSince]);
    });
  const claim = (most: number): Promise<ClaimedDelivery[]> =>
    opened.database.read(systemCaller, (tx) =>
      claimDeliveries(tx, {
        ...{ lease: 'ours', ofFailing: false, most, atOnce: attemptsAtOnce, leaseMs: 60_000 },
      }),
    );
  const apart = (count: number, name: string): string[] =>
    Array.from({ length: count }, (_, n) => `https://${name}${String(n)}.example/hook`);
  const of = (workspace: string, claimed: readonly ClaimedDelivery[]): number =>
    claimed.filter((delivery) => delivery.workspace === workspace).length;

  it('begins 64 attempts of a workspace, also by several processes', async () => {
    await register('a', apart(100, 'a'));
    await register('b', apart(10, 'b'));
    const first = await claim(40);
    const all = [...first, ...(await claim(500)), ...(await claim(500))];

    expect([of('a', all), of('b', all)]).toEqual([64, 20]);
  });

  it('begins eight of a workspace at one origin and 32 of all, however it is spelled', async () => {
    const urls = apart(4, '').flatMap((_, n) => [
      `https://one.example/${String(n)}`,
      `HTTPS://One.Example:443/${String(n)}`,
    ]);
    for (const workspace of ['a', 'b', 'c', 'd', 'e']) await register(workspace, urls);
    const all = [...(await claim(12)), ...(await claim(500)), ...(await claim(500))];

    expect(of('a', all)).toBeLessThanOrEqual(8);
    expect(all).toHaveLength(32);
  });

  it('takes first what is of a workspace that has the fewest running, not what is due for longest', async () => {
    await register('flood', apart(100, 'f'), 3_600);
    await register('late', apart(1, 'l'), 0);
    expect(of('flood', await claim(32))).toBeGreaterThan(29);
    await register('later', apart(1, 'm'), 0);

    expect((await claim(2)).map(({ workspace }) => workspace)).toEqual(['later', 'later']);
  });
});
