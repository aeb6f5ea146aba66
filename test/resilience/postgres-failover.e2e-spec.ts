import { createQueuePrefix } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { describeWithOwn } from './kit/describe-with-own.js';
import { untilDrained } from './kit/drain.js';
import { FaultyLink } from './kit/faulty-link.js';
import { Load } from './kit/load.js';
import { OwnPostgres } from './kit/own-postgres.js';
import { tellFigures } from './kit/paced-messages.js';
import { ask } from './kit/postgres-faults.js';
import { Receiver } from './kit/receiver.js';
import { promote, startStandby } from './kit/standby.js';

let primary: OwnPostgres;
let address: FaultyLink;
let receiver: Receiver;
let cluster: Cluster;

async function start(): Promise<void> {
  [primary, receiver] = await Promise.all([OwnPostgres.start(), Receiver.open()]);
  address = await FaultyLink.open(primary.url);
  cluster = await Cluster.start({
    apis: 1,
    workers: 2,
    settings: {
      CAXTON_DATABASE_URL: address.url,
      CAXTON_REDIS_URL: serverUrl('redis'),
      CAXTON_QUEUE_PREFIX: createQueuePrefix(),
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_LEASE: '3s',
      EFFECT_RECEIVER_URL: receiver.url,
    },
  });
}

async function stop(): Promise<void> {
  await cluster.kill();
  await Promise.all([receiver.close(), address.cut(), primary.remove()]);
}

/** Resolves when so many more messages were acknowledged, and so many more turns have ended. */
async function untilProgress(load: Load, { url }: OwnPostgres, more: number): Promise<void> {
  const acknowledged = load.ledger.acknowledged.length + more;
  const ended = (await countEnded(url)) + more;
  const seen = await eventually(
    async () => [load.ledger.acknowledged.length, await countEnded(url)],
    ([accepted = 0, done = 0]) => accepted >= acknowledged && done >= ended,
  );
  expect(seen[0]).toBeGreaterThanOrEqual(acknowledged);
  expect(seen[1]).toBeGreaterThanOrEqual(ended);
}

async function countEnded(url: string): Promise<number> {
  const ended = 'select count(settled_at)::int as ended from messages where mailbox_id is not null';
  return (await ask<{ ended: number }>(url, ended))[0]?.ended ?? 0;
}

/** The epoch of every mailbox, as a server knows it. */
async function epochsAt({ url }: OwnPostgres): Promise<Map<string, number>> {
  const rows = await ask<{ id: string; epoch: number }>(
    url,
    'select id::text, lease_epoch::int as epoch from mailboxes',
  );
  return new Map(rows.map(({ id, epoch }) => [id, epoch]));
}

/** What the old one does before the standby takes its place. */
const losses: Readonly<Record<string, (old: OwnPostgres) => Promise<void>>> = {
  dies: (old) => old.end('kill'),
  'is cut off and lives on': async () => undefined,
};

function describeFailover(): void {
  it.each(Object.entries(losses))(
    'serve again within ten seconds when the primary %s, nothing lost, no epoch turned back',
    async (how, lose) => {
      const standby = await startStandby(primary);
      const old = primary;
      const load = new Load({
        rate: 40,
        conversations: 20,
        seed: 14,
        urls: () => cluster.urls,
        name: `${how.replaceAll(' ', '-')}-`,
      });
      load.start();
      try {
        await untilProgress(load, old, 40);
        const lostAt = performance.now();
        await lose(old);
        const epochs = await epochsAt(standby);
        await promote(standby);
        address.swing(standby.url);
        primary = standby;
        await untilProgress(load, standby, 20);
        const tookMs = performance.now() - lostAt;
        tellFigures(`primary ${how}`, { serving_again_ms: tookMs });
        expect(tookMs).toBeLessThan(10_000);
        await load.stop();
        expect(load.ledger.refusals).toEqual([]);
        await untilDrained(standby.url, 40_000);
        const after = await epochsAt(standby);
        expect([...epochs].filter(([id, epoch]) => (after.get(id) ?? 0) < epoch)).toEqual([]);
        const { acknowledged } = load.ledger;
        const { effects } = receiver;
        expect(tell(await check(standby.url, { acknowledged, effects }))).toEqual([]);
      } finally {
        await load.stop();
        await old.remove();
      }
    },
    120_000,
  );
}

describeWith(['redis'], 'an API and two workers', () => {
  describeWithOwn(['postgres'], 'on a Postgres with a standby', () => {
    beforeAll(start, 120_000);
    afterAll(stop);

    describeFailover();
  });
});
