import { chooseVersion, type VersionSplit } from '#agents';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { addAgent, answer, deliver, look, openMailbox, request } from '../messaging.fixture.js';
import type { Mailbox } from './mailbox.js';
import type { Turn } from './turn.js';

describe('the version that works in a mailbox', () => {
  let opened: MigratedDatabase;
  let mailbox: Mailbox;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
    mailbox = openMailbox(opened.database, 'worker');
  });
  afterAll(() => opened.close());

  const change = async (
    agent: { id: string },
    set: string,
    ...values: unknown[]
  ): Promise<void> => {
    await look(opened.database, `update agents set ${set} where id = $1 returning id`, [
      agent.id,
      ...values,
    ]);
  };
  const claim = async (
    agent: { id: string; name: string },
    conversation: string,
  ): Promise<Turn> => {
    const [id = ''] = await deliver(opened.database, [request(agent, conversation)]);
    const turn = await mailbox.claim(id);
    if (turn === undefined) throw new Error('There was nothing to claim.');
    return turn;
  };
  /** Which version answered. */
  const work = async (
    agent: { id: string; name: string },
    conversation: string,
  ): Promise<number> => {
    const turn = await claim(agent, conversation);
    await mailbox.commit(turn, answer(turn), false);
    const [row] = await look<{ agent_version: number }>(
      opened.database,
      'select agent_version from messages where id = $1',
      [turn.message.id],
    );
    return row?.agent_version ?? 0;
  };
  const split = (...numbers: readonly number[]): VersionSplit => ({
    ...{ id: 'spl-1', started_at: '2026-11-26T17:00:00.000Z' },
    arms: numbers.map((version) => ({ version, weight: 1 })),
  });

  it('is the newest in every conversation', async () => {
    const agent = await addAgent(opened.database, 'Newest');
    expect(await work(agent, 'newest-1')).toBe(1);
    await change(agent, 'version_number = 2');
    expect(await work(agent, 'newest-1')).toBe(2);
  });

  it('is the one that a conversation began with, where the agent pins versions', async () => {
    const agent = await addAgent(opened.database, 'Pinning');
    await change(agent, 'pins_versions = true');
    expect(await work(agent, 'pinned-1')).toBe(1);
    await change(agent, 'version_number = 2');
    expect(await work(agent, 'pinned-1')).toBe(1);
    expect(await work(agent, 'pinned-2')).toBe(2);
    await change(agent, 'pins_versions = false');
    expect(await work(agent, 'pinned-1')).toBe(2);
  });

  it('is pinned also for mail that a worker takes under the same lease', async () => {
    const agent = await addAgent(opened.database, 'Draining');
    const [id = ''] = await deliver(opened.database, [
      request(agent, 'drained'),
      request(agent, 'drained'),
      request(agent, 'drained'),
    ]);
    const first = await mailbox.claim(id);
    if (first === undefined) throw new Error('There was nothing to claim.');
    await change(agent, 'version_number = 2, pins_versions = true');
    const { next: second } = await mailbox.commit(first, answer(first), true);
    expect(second?.lease.agentVersion).toBe(2);
    await change(agent, 'version_number = 3');
    if (second === undefined) throw new Error('There was no next turn.');
    const { next: third } = await mailbox.commit(second, answer(second), true);
    expect(third?.lease.agentVersion).toBe(2);
  });

  it('is the one that a split gives the conversation, each time', async () => {
    const agent = await addAgent(opened.database, 'Split');
    const of = split(1, 2);
    await change(agent, 'version_number = 3, split = $2::jsonb', JSON.stringify(of));
    const ids = Array.from({ length: 8 }, (_each, index) => `split-${String(index)}`);
    const chosen = ids.map((conversationId) =>
      chooseVersion({ conversationId, current: 3, split: of, pinned: null }),
    );
    expect(new Set(chosen)).toEqual(new Set([1, 2]));
    for (const [index, id] of ids.entries()) {
      expect([await work(agent, id), await work(agent, id)]).toEqual([
        chosen[index],
        chosen[index],
      ]);
    }
    await change(agent, 'split = null');
    expect(await work(agent, 'split-0')).toBe(3);
  });

  it('stays the one of a split where the agent pins, also after its end', async () => {
    const agent = await addAgent(opened.database, 'Both');
    const of = JSON.stringify(split(1, 2));
    await change(agent, 'version_number = 3, pins_versions = true, split = $2::jsonb', of);
    const version = await work(agent, 'both-1');
    await change(agent, 'split = null');
    expect([version, await work(agent, 'both-2')]).toEqual([await work(agent, 'both-1'), 3]);
  });

  it('is pinned by whoever holds the mailbox and by nobody else', async () => {
    const agent = await addAgent(opened.database, 'Held');
    await change(agent, 'pins_versions = true');
    const turn = await claim(agent, 'held-1');
    expect(await mailbox.claim(turn.lease.mailboxId)).toBeUndefined();
    const [row] = await look<{ pinned_version: number }>(
      opened.database,
      'select pinned_version from mailboxes where id = $1',
      [turn.lease.mailboxId],
    );
    expect(row?.pinned_version).toBe(1);
  });
});
