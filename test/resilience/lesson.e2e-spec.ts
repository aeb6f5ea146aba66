import { Client } from 'pg';
import { says, stalls, startOpenAiStub, type ModelStub } from '#testing';
import { ContractFetch } from '../support/contract-fetch.js';
import type { TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const text = 'The delivery address of Acme is Dock 7, Harbour Road 12.';
const fact = { subject: 'Acme', type: 'customer', predicate: 'delivery_address' };
const lesson = JSON.stringify({ facts: [{ ...fact, content: text, confidence: 0.9 }] });

/** What was learned: each fact with the message that it comes from, and the version of its entity. */
const learned = `
  select o.content, o.state, m.version from memory_observations o
  join memory_entities m on m.id = o.entity_id where o.source_message_id = 'told-1'`;

describeWith(['postgres'], 'what a turn teaches, when its worker is killed', () => {
  let database: TestDatabase;
  let client: Client;
  let stub: ModelStub;

  beforeEach(async () => {
    [database, stub] = await Promise.all([createReadyDatabase(), startOpenAiStub()]);
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await Promise.all([stub.close(), database.drop()]);
  });

  const start = (faults: readonly object[] = []): Promise<RunningServer> =>
    ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_LLM_BASE_URL: stub.baseUrl,
        CAXTON_LLM_MODEL: 'stub-model',
        CAXTON_LEASE: '2s',
        ...(faults.length === 0 ? {} : { CAXTON_FAULTS: JSON.stringify(faults) }),
      },
      nodeFlags: faults.length === 0 ? [] : ['--conditions=caxton-faults'],
    });

  /** Tells an agent something worth learning. */
  const tell = async ({ url }: RunningServer, wait: object): Promise<unknown> => {
    const api = await ContractFetch.of(url);
    await api.call('/api/v1/agents', {
      body: {
        ...{ name: 'Clerk', capabilities: ['notes'], system_prompt: 'You take notes.' },
        memory: { enabled: true, scope: 'workspace' },
      },
    });
    const ids = { message_id: 'told-1', conversation_id: 'notes' };
    const body = { capability: 'notes', content: { text }, ...ids, ...wait };
    return api.call('/api/v1/messages', { body });
  };

  const count = async (sql: string): Promise<number> => (await client.query(sql)).rowCount ?? 0;

  const lessons = (): Promise<number> => count('select 1 from memory_lessons');

  /** Nobody comes back for the lesson that the dead worker took: its lease of two minutes is over. */
  const endLease = (): Promise<unknown> =>
    client.query(`update memory_lessons set lease_until = '-infinity'`);

  /** The next process learns it, once and for all. */
  const learnsOnce = async (): Promise<void> => {
    stub.script(says(lesson));
    const next = await start();
    try {
      await eventually(lessons, (waiting) => waiting === 0);
      const { rows } = await client.query(learned);
      expect(rows).toEqual([{ content: text, state: 'current', version: 1 }]);
      const api = await ContractFetch.of(next.url);
      const { body } = await api.call('/api/v1/agents/Clerk/memory');
      expect(body).toMatchObject({ memory: { entities: 1 } });
    } finally {
      await next.process.stop();
    }
  };

  it('is learned once when it dies after the answer, before anybody began to learn', async () => {
    stub.script(says('Noted.'));
    const order = { point: 'mailbox.commit', when: 'after', fault: 'kill' };
    const first = await start([order]);
    await tell(first, {});
    expect(await first.process.end()).toMatchObject({ signal: 'SIGKILL' });
    expect([await lessons(), await count(learned)]).toEqual([1, 0]);
    await learnsOnce();
  });

  it('is learned once when it dies while the model reads the turn', async () => {
    stub.script(says('Noted.'), stalls());
    const first = await start();
    expect(await tell(first, { wait: '30s' })).toMatchObject({ body: { status: 'completed' } });
    await eventually(
      () => Promise.resolve(stub.requests.length),
      (asked) => asked === 2,
    );
    await first.process.stop('SIGKILL');
    expect([await lessons(), await count(learned)]).toEqual([1, 0]);
    await endLease();
    await learnsOnce();
  });

  it('is learned once when it dies while what it learned is being written', async () => {
    stub.script(says('Noted.'), says(lesson));
    const first = await start();
    await client.query('begin');
    await client.query('lock table memory_entities in share mode');
    expect(await tell(first, { wait: '30s' })).toMatchObject({ body: { status: 'completed' } });
    await eventually(
      () =>
        count(`select 1 from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and not l.granted
            and l.relation = 'memory_entities'::regclass`),
      (waiting) => waiting > 0,
    );
    await first.process.stop('SIGKILL');
    await client.query('rollback');
    await eventually(
      () => count(`select 1 from pg_stat_activity where datname = current_database()`),
      (open) => open === 1,
    );
    expect([await lessons(), await count(learned)]).toEqual([1, 0]);
    await endLease();
    await learnsOnce();
  });
});
