import { ProtocolError } from '#protocol';
import type { Caller, Clock, Database, Tx } from '#platform';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { addAgent, client, deliver, look, request } from '../messaging.fixture.js';
import { ingestBatch } from '../ingest/ingest.repository.js';
import { Admission } from './admission.js';
import { readBusy } from './backlog.repository.js';

/** Time that goes on only when a test says so. */
class HandClock implements Clock {
  private milliseconds = 1_000_000;

  now(): number {
    return this.milliseconds;
  }

  monotonic(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}

const outcomeOf = async (admitting: Promise<unknown>): Promise<string> => {
  try {
    await admitting;
    return 'admitted';
  } catch (error) {
    return error instanceof ProtocolError ? error.code : String(error);
  }
};

describe(Admission, () => {
  let opened: MigratedDatabase;
  let clock: HandClock;
  let agent: { id: string; name: string };
  let count = 0;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    clock = new HandClock();
    await look(opened.database, `update mailboxes set pending = 0`);
    agent = await addAgent(opened.database, `Echo-${String((count += 1))}`);
    await provide('echo');
  });

  const provide = (capability: string): Promise<unknown> =>
    look(
      opened.database,
      `insert into agent_capabilities (agent_id, workspace_id, capability, position)
       values ($1, 'default', $2, 1)`,
      [agent.id, capability],
    );
  const open = (server: number, capability: number): Admission =>
    new Admission(opened.database, { server, capability }, clock);
  const admit = (admission: Admission, more: object = {}): Promise<string> =>
    outcomeOf(admission.admit(client, [{ ...request(agent, 'new'), ...more }]));
  /** Until the reading that was begun has come. */
  const untilRefused = (admission: Admission): Promise<string> =>
    eventually(
      async () => {
        clock.advance(1_001);
        return admit(admission);
      },
      (outcome) => outcome !== 'admitted',
    );
  const settle = (perSecond: number): Promise<unknown> =>
    look(
      opened.database,
      `insert into messages (workspace_id, id, conversation_id, seq, performative, sender, capability,
         agent_id, content, status, settled_at)
       select 'default', gen_random_uuid()::text, 'past-' || $1, n, 'request', 'api_client', 'echo',
         $1, '{}', 'completed', clock_timestamp() - n * interval '1 second' / $2::int
       from generate_series(1, 9 * $2::int) n`,
      [agent.id, perSecond],
    );

  it('lets in what fits of a burst that comes at once, before anything was read', async () => {
    const admission = open(0, 10);
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => admit(admission)));
    expect(outcomes.filter((outcome) => outcome === 'admitted')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'BACKLOG_FULL')).toHaveLength(40);
  });

  it('makes room again for what could not be stored', async () => {
    const admission = open(0, 1);
    const admitted = await admission.admit(client, [request(agent, 'new')]);
    expect(await admit(admission)).toBe('BACKLOG_FULL');
    admitted(undefined);
    expect(await admit(admission)).toBe('admitted');
  });

  it('counts what waits at all providers of the capability, stored by whomever', async () => {
    const second = await addAgent(opened.database, `Second-${String(count)}`);
    await look(
      opened.database,
      `insert into agent_capabilities (agent_id, workspace_id, capability, position)
       values ($1, 'default', 'echo', 1)`,
      [second.id],
    );
    await deliver(opened.database, [
      request(agent, 'a'),
      request(second, 'b'),
      request(second, 'c'),
    ]);
    const admission = open(0, 3);
    expect(await untilRefused(admission)).toBe('BACKLOG_FULL');
    const refusal = admission.admit(client, [request(agent, 'new')]);
    await expect(refusal).rejects.toMatchObject({
      status: 429,
      details: { limit: 3, capability: 'echo', retry_after: 60 },
    });
    expect(await admit(admission, { capability: 'other' })).toBe('admitted');
  });

  it('counts by agent what names its receiver', async () => {
    await deliver(opened.database, [request(agent, 'a'), request(agent, 'b')]);
    const admission = open(0, 2);
    await untilRefused(admission);
    const refusal = admission.admit(client, [
      { ...request(agent, 'x'), capability: undefined } as never,
    ]);
    await expect(refusal).rejects.toMatchObject({ details: { receiver: agent.name, limit: 2 } });
  });

  it('counts the whole server, whatever the capability, and tells nobody how much others let wait', async () => {
    await deliver(opened.database, [request(agent, 'a'), request(agent, 'b')]);
    const admission = open(2, 0);
    await untilRefused(admission);
    expect(await admit(admission, { capability: 'other' })).toBe('BACKLOG_FULL');
    const stranger = { ...client, workspace: 'other' };
    const refusal = admission.admit(stranger, [request(agent, 'new')]);
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringMatching(/^As many messages wait on this server as may;/) as string,
      details: { retry_after: expect.any(Number) as number },
    });
    const told = await refusal.catch((error: unknown) => (error as ProtocolError).details);
    expect(Object.keys(told)).toEqual(['retry_after']);
  });

  it('refuses a deadline only after ten seconds of full mailboxes, and lets others in', async () => {
    await deliver(
      opened.database,
      Array.from({ length: 60 }, (_, n) => request(agent, `ahead-${String(n)}`)),
    );
    await settle(2);
    const admission = open(0, 0);
    const soon = (): object => ({ replyBy: new Date(clock.now() + 5_000).toISOString() });
    expect(await admit(admission, soon())).toBe('admitted');
    let seconds = 0;
    const outcome = await eventually(
      async () => {
        clock.advance(1_001);
        seconds += 1;
        return admit(admission, soon());
      },
      (one) => one !== 'admitted',
    );
    expect(outcome).toBe('DEADLINE_UNREACHABLE');
    expect(seconds).toBeGreaterThanOrEqual(10);
    expect(await admit(admission)).toBe('admitted');
    const later = { replyBy: new Date(clock.now() + 60_000).toISOString() };
    expect(await admit(admission, later)).toBe('admitted');
    const behindOthers = { conversationId: 'ahead-0', ...soon() };
    expect(await admit(admission, behindOthers)).toBe('admitted');
    expect(await admit(admission, { timeoutMs: 5_000 })).toBe('DEADLINE_UNREACHABLE');
    expect(await admit(admission, { timeoutMs: 60_000 })).toBe('admitted');
    const refusal = admission.admit(client, [{ ...request(agent, 'new'), ...soon() }]);
    await expect(refusal).rejects.toMatchObject({
      status: 429,
      retryable: true,
      details: { time_left_seconds: 5 },
    });
  });

  it('goes on without Postgres: what it does not know it does not refuse', async () => {
    const gone = await createMigratedDatabase();
    const admission = new Admission(gone.database, { server: 5, capability: 5 }, clock);
    await gone.close();
    const outcomes: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      clock.advance(2_000);
      const admitted = await admission.admit(client, [request(agent, 'new')]);
      admitted('1');
      await new Promise((resolve) => setImmediate(resolve));
      outcomes.push('admitted');
    }
    expect(outcomes).toHaveLength(20);
  });

  it.each(['before', 'after'])(
    'counts once what is stored %s the backlog is read and told after it',
    async (when) => {
      const readings: Promise<unknown>[] = [];
      const watched = Object.assign(Object.create(opened.database) as Database, {
        read: <T>(caller: Caller, work: (tx: Tx) => Promise<T>) => {
          const reading = opened.database.read(caller, work);
          readings.push(reading);
          return reading;
        },
      });
      const admission = new Admission(watched, { server: 0, capability: 2 }, clock);
      const message = request(agent, 'new');
      const readBacklog = async (): Promise<void> => {
        clock.advance(1_001);
        await admit(admission, { capability: 'other' });
        await Promise.all(readings);
      };
      const admitted = await admission.admit(client, [message]);
      await Promise.all(readings);
      if (when === 'after') await readBacklog();
      const { receipts } = await opened.database.transaction(client, (tx) =>
        ingestBatch(tx, [{ caller: client, messages: [message], answer: {} }]),
      );
      if (when === 'before') await readBacklog();
      admitted(receipts[0]?.kind === 'accepted' ? receipts[0].transaction : undefined);
      expect(await admit(admission)).toBe('admitted');
      expect(await admit(admission)).toBe('BACKLOG_FULL');
    },
  );

  it('reads the mailboxes that have mail, and the end of the history, by index', async () => {
    await look(
      opened.database,
      `insert into mailboxes (workspace_id, agent_id, conversation_id)
       select 'default', $1, 'idle-' || n from generate_series(1, 20000) n`,
      [agent.id],
    );
    await settle(300);
    await deliver(opened.database, [request(agent, 'a'), request(agent, 'b')]);
    await look(opened.database, 'analyze mailboxes');
    await look(opened.database, 'analyze messages');
    const { busy } = await opened.database.read(client, readBusy);
    expect(busy.find(({ agentId }) => agentId === agent.id)).toMatchObject({
      pending: 2,
      ready: 2,
      capabilities: ['echo'],
    });
    expect(busy.find(({ agentId }) => agentId === agent.id)?.perSecond).toBeGreaterThan(150);
    const plan = await look<{ 'QUERY PLAN': string }>(
      opened.database,
      `explain select agent_id, sum(pending) from mailboxes where pending > 0 group by agent_id`,
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('mailboxes_');
  });
});
