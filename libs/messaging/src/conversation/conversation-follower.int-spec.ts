import { jest } from '@jest/globals';
import type { ConversationEvent } from '#protocol';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  openAfterCommit,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import type { Turn } from '../mailbox/turn.js';
import type { NewMessage } from '../new-message.js';
import { announceLive, announceLog } from './announce.js';
import { ConversationFollower } from './conversation-follower.js';
import { ConversationLog } from './conversation-log.js';

describe(ConversationFollower.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let follower: ConversationFollower;
  const { channel } = openAfterCommit();

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    const log = new ConversationLog(opened.database);
    follower = new ConversationFollower(opened.database, log, channel);
  });
  afterAll(() => opened.close());

  async function begin(conversation: string): Promise<Turn> {
    const [id = ''] = await deliver(opened.database, [request(agent, conversation)]);
    const turn = await openMailbox(opened.database, 'worker').claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    return turn;
  }

  async function finish(turn: Turn): Promise<void> {
    const { lastEvent } = await openMailbox(opened.database, 'worker').commit(
      turn,
      answer(turn, { text: 'the answer' }),
      true,
    );
    announceLog(channel, client.workspace, turn.lease.conversationId, { lastEvent });
  }

  function follow(
    conversation: string,
    after = 0,
  ): Promise<AsyncGenerator<ConversationEvent, void>> {
    const { signal } = new AbortController();
    return follower.follow(client, conversation, { after, signal });
  }

  async function readAll(
    events: AsyncGenerator<ConversationEvent, void>,
  ): Promise<ConversationEvent[]> {
    const all: ConversationEvent[] = [];
    for await (const event of events) all.push(event);
    return all;
  }

  it('tells a finished conversation from its log and ends', async () => {
    await finish(await begin('finished'));
    const events = await readAll(await follow('finished'));
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      [1, 'message.accepted'],
      [2, 'turn.started'],
      [3, 'message.replied'],
      [4, 'conversation.completed'],
    ]);
    expect(events[2]?.data).toMatchObject({ sender: 'Echo', content: { text: 'the answer' } });
  });

  it('resumes after any event without a gap', async () => {
    await finish(await begin('resumed'));
    for (const after of [0, 1, 2, 3, 4]) {
      const events = await readAll(await follow('resumed', after));
      expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4].slice(after));
    }
  });

  it('tells a long log to its end, also past a completion that ends a portion of it', async () => {
    for (let round = 0; round < 51; round += 1) await finish(await begin('long'));
    const events = await readAll(await follow('long'));
    expect(events[199]?.type).toBe('conversation.completed');
    expect(events.map(({ id }) => id)).toEqual(events.map((_event, index) => index + 1));
    expect(events).toHaveLength(204);
  });

  it('tells live what a turn does, and not again from the log', async () => {
    const turn = await begin('live');
    const events = await follow('live');
    expect((await events.next()).value).toMatchObject({ id: 1, type: 'message.accepted' });
    const at = new Date().toISOString();
    const started = {
      type: 'turn.started',
      conversation_id: 'live',
      at,
      data: { turn: turn.id },
    } as const;
    const delta = {
      ...started,
      type: 'message.delta',
      data: { turn: turn.id, text: 'th' },
    } as const;
    const next = events.next();
    announceLive(channel, client.workspace, started);
    announceLive(channel, client.workspace, delta);
    expect((await next).value).toEqual(started);
    expect((await events.next()).value).toEqual(delta);
    const end = readAll(events);
    await finish(turn);
    expect((await end).map(({ id, type, told_live: told = false }) => [id, type, told])).toEqual([
      [2, 'turn.started', true],
      [3, 'message.replied', false],
      [4, 'conversation.completed', false],
    ]);
  });

  it('reads a conversation once for all who follow it from the same place', async () => {
    const turn = await begin('popular');
    const followers = await Promise.all(Array.from({ length: 30 }, () => follow('popular')));
    const read = jest.spyOn(opened.database, 'read');
    const all = Promise.all(followers.map(readAll));
    await finish(turn);
    const told = await all;
    for (const events of told) expect(events.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(read.mock.calls.length).toBeLessThan(followers.length);
    read.mockRestore();
  });

  it('sees what was committed although every announcement was lost', async () => {
    const turn = await begin('silent');
    const end = readAll(await follow('silent'));
    await openMailbox(opened.database, 'worker').commit(turn, answer(turn), true);
    expect((await end).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  });

  it('ends when the reader leaves', async () => {
    await begin('left');
    const leaving = new AbortController();
    const events = await follower.follow(client, 'left', { after: 0, signal: leaving.signal });
    await events.next();
    const next = events.next();
    leaving.abort();
    expect((await next).done).toBe(true);
  });

  it('refuses to follow what does not exist', async () => {
    await expect(follow('nowhere')).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
  });

  it('ends before it tells a bounded reader of mail beyond their grants', async () => {
    const books = await addAgent(opened.database, 'Books');
    const of = (to: { id: string; name: string }, capability: string): NewMessage => ({
      ...request(to, 'outgrown'),
      capability,
    });
    await deliver(opened.database, [of(agent, 'sales-help')]);
    const { signal } = new AbortController();
    const options = { after: 0, signal, keepOpen: true };
    const seller = { ...client, grants: { capabilities: ['sales-*'] } };
    const [bounded, free] = await Promise.all(
      [seller, client].map((caller) => follower.follow(caller, 'outgrown', options)),
    );
    expect((await bounded?.next())?.value).toMatchObject({ id: 1 });
    expect((await free?.next())?.value).toMatchObject({ id: 1 });
    await deliver(opened.database, [of(books, 'finance')]);
    announceLog(channel, client.workspace, 'outgrown', { lastEvent: 2 });
    await expect(bounded?.next()).rejects.toMatchObject({ code: 'NOT_GRANTED' });
    expect((await free?.next())?.value).toMatchObject({ id: 2, data: { routed_to: 'Books' } });
    await free?.return();
  });
});
