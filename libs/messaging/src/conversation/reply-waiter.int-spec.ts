import type { Database } from '#platform';
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
import { announceLog } from './announce.js';
import { ReplyWaiter, type ReplyEar } from './reply-waiter.js';

describe(ReplyWaiter.name, () => {
  let opened: MigratedDatabase;
  let agent: { id: string; name: string };
  let waiter: ReplyWaiter;
  const { channel } = openAfterCommit();
  const { signal } = new AbortController();

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
    waiter = new ReplyWaiter(opened.database, channel);
  });
  afterAll(() => opened.close());

  async function send(conversation: string): Promise<{ message: NewMessage; turn: Turn }> {
    const message = request(agent, conversation);
    const [id = ''] = await deliver(opened.database, [message]);
    const turn = await openMailbox(opened.database, 'worker').claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    return { message, turn };
  }

  async function finish(turn: Turn): Promise<number> {
    const outcome = answer(turn, { text: 'the answer' });
    return (await openMailbox(opened.database, 'worker').commit(turn, outcome, true)).lastEvent;
  }

  function replyTo(
    ear: ReplyEar,
    { id: messageId, conversationId }: NewMessage,
    isNew: boolean,
  ): ReturnType<ReplyEar['reply']> {
    return ear.reply({ messageId, conversationId, isNew }, 30_000);
  }

  it('gives at once the reply to a message that was answered before', async () => {
    const { message, turn } = await send('before');
    await finish(turn);
    const ear = waiter.listen(client, signal);
    const { status, reply } = await replyTo(ear, message, false);
    expect({ status, content: reply?.content }).toEqual({
      status: 'completed',
      content: { text: 'the answer' },
    });
    ear.close();
  });

  it('hears of a reply that came between the storing and the asking', async () => {
    const ear = waiter.listen(client, signal, 'between');
    const { message, turn } = await send('between');
    const lastEvent = await finish(turn);
    const news = { lastEvent, settled: [message.id] };
    announceLog(channel, client.workspace, 'between', news);
    expect(await replyTo(ear, message, true)).toMatchObject({ status: 'completed' });
    ear.close();
  });

  it('finds a reply of which nobody said anything', async () => {
    const ear = waiter.listen(client, signal, 'unsaid');
    const { message, turn } = await send('unsaid');
    const replied = replyTo(ear, message, true);
    await finish(turn);
    expect(await replied).toMatchObject({ status: 'completed' });
    ear.close();
  });

  it('looks when its own message is said to have ended, or when nobody says which', async () => {
    const { message, turn } = await send('named');
    const lastEvent = await finish(turn);
    for (const news of [{ lastEvent, settled: ['msg-another', message.id] }, { lastEvent }]) {
      const ear = waiter.listen(client, signal, 'named');
      const replied = replyTo(ear, message, true);
      announceLog(channel, client.workspace, 'named', news);
      expect(await replied).toMatchObject({ status: 'completed' });
      ear.close();
    }
  });

  it('does not look when others of its conversation ended while it was stored', async () => {
    let looks = 0;
    const counted = {
      read: (...asked: Parameters<Database['read']>) => {
        looks += 1;
        return opened.database.read(...asked);
      },
    };
    const leaving = new AbortController();
    const crowd = new ReplyWaiter(counted as Database, channel);
    const ear = crowd.listen(client, leaving.signal, 'crowded');
    announceLog(channel, client.workspace, 'crowded', { lastEvent: 1, settled: ['msg-another'] });
    const { message } = await send('crowded');
    const replied = replyTo(ear, message, true);
    announceLog(channel, client.workspace, 'crowded', { lastEvent: 2, settled: ['msg-third'] });
    leaving.abort();
    expect(await replied).toEqual({ status: 'delivered', reply: undefined });
    // The one that says how it stands.
    expect(looks).toBe(1);
    ear.close();
  });

  it('says how the message stands when its time is over or its client leaves', async () => {
    const { message } = await send('left');
    const leaving = new AbortController();
    const ear = waiter.listen(client, leaving.signal, 'left');
    const replied = replyTo(ear, message, true);
    leaving.abort();
    expect(await replied).toEqual({ status: 'delivered', reply: undefined });
    ear.close();
  });
});
