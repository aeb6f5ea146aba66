import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith } from '../support/test-servers.js';
import { Cluster } from './kit/cluster.js';
import { freePort } from './kit/free-port.js';
import type { Member } from './kit/member.js';
import { ask } from './kit/postgres-faults.js';

const leaseMs = 3_000;
/** More than two leases, less than the ten seconds after which a process ends itself. */
const blockMs = 9_000;
const beside = 8;

interface Answer extends Record<string, unknown> {
  readonly status: string;
  readonly reply: { readonly content: Readonly<Record<string, unknown>> };
}

describeWith(['postgres'], 'a worker whose agent computes for longer than two leases', () => {
  let database: TestDatabase;
  let cluster: Cluster;
  let victim: Member;
  let heir: Member;
  let api: ContractFetch;
  let metricsUrl: string;

  const send = async (capability: string, name: string, content: object): Promise<Answer> => {
    const body = { capability, conversation_id: name, content, wait: '30s' };
    return (await api.call<Answer>('/api/v1/messages', { body })).body;
  };

  const held = async (): Promise<number> => {
    const [row] = await ask<{ held: number }>(
      database.url,
      'select count(*)::int as held from mailboxes where lease_until > clock_timestamp()',
    );
    return row?.held ?? 0;
  };

  /** Turns of the victim that came to nothing: it ended them itself, or its commit was refused. */
  const ended = (): number =>
    victim.said('A turn is aborted: its lease could not be renewed in time.') +
    victim.said('A turn came too late: another worker holds its mailbox.');

  const worstLag = async (): Promise<number> => {
    const text = await (await fetch(metricsUrl)).text();
    return Number(/^caxton_event_loop_lag_seconds\{quantile="1"\} (\S+)$/m.exec(text)?.[1]);
  };

  beforeAll(async () => {
    database = await createReadyDatabase();
    const port = String(await freePort());
    metricsUrl = `http://127.0.0.1:${port}/metrics`;
    cluster = await Cluster.start({
      apis: 1,
      workers: 2,
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '3s',
      },
      settingsOf: (name) => (name === 'worker-1' ? { CAXTON_METRICS_PORT: port } : {}),
    });
    [victim, heir] = cluster.workers as [Member, Member];
    api = await ContractFetch.of(cluster.urls[0] ?? '');
    await send('echo', 'warm-up', { mark: 'warm-up' });
  }, 120_000);
  afterAll(async () => {
    await cluster.kill();
    await database.drop();
  });

  it('loses its mailboxes to others, who answer while it is still blocked', async () => {
    expect(await worstLag()).toBeLessThan(leaseMs / 1_000);
    heir.signal('SIGSTOP');
    const neighbours = Array.from({ length: beside }, (_, n) =>
      send('echo', `beside-${String(n)}`, { mark: n, delayMs: 2_000 }),
    );
    await eventually(held, (count) => count === beside);
    const startedAt = performance.now();
    const blocked = send('block', 'blocked', { blockMs });
    await eventually(held, (count) => count === beside + 1);
    heir.signal('SIGCONT');
    const answers = await Promise.all([blocked, ...neighbours]);
    expect(performance.now() - startedAt).toBeLessThan(blockMs);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'completed'));
    expect(answers[0].reply.content).toEqual({ attempt: 2 });
    expect(answers.slice(1).map(({ reply }) => reply.content['mark'])).toEqual(
      neighbours.map((_, n) => n),
    );
  }, 60_000);

  it('finds itself fenced by its own clock when it goes on, and writes nothing', async () => {
    const givenUp = await eventually(
      async () => ended(),
      (count) => count > beside,
    );
    // A turn that ended itself may have sent its commit already: that is refused as well.
    expect(givenUp).toBeGreaterThan(beside);
    expect(
      victim.said('A turn is aborted: its lease could not be renewed in time.'),
    ).toBeGreaterThan(0);
    const twice = await ask(
      database.url,
      `select in_reply_to from messages where in_reply_to is not null
       group by in_reply_to having count(*) > 1`,
    );
    expect(twice).toEqual([]);
  });

  it('tells how late its event loop was, and works on', async () => {
    expect(await worstLag()).toBeGreaterThan((blockMs / 1_000) * 0.9);
    heir.signal('SIGSTOP');
    expect(await send('echo', 'afterwards', { mark: 'well' })).toMatchObject({
      status: 'completed',
    });
    heir.signal('SIGCONT');
    expect(cluster.members.flatMap(({ ownEnds }) => ownEnds)).toEqual([]);
  });
});
