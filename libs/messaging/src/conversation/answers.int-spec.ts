import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import type { Statement } from '#platform';
import {
  addAgent,
  answer,
  client,
  deliver,
  openMailbox,
  request,
  outcomeOf,
} from '../messaging.fixture.js';
import type { NewMessage } from '../new-message.js';
import { answers, answersTo } from './answers.js';
import { findMessage } from './message-lookup.repository.js';

describe(answers, () => {
  let opened: MigratedDatabase;
  let agent: { readonly id: string; readonly name: string };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    agent = await addAgent(opened.database, 'Echo');
  });
  afterAll(() => opened.close());

  /** What a client says is the answer to a message. */
  const forged = (to: string, conversation: string): NewMessage => ({
    ...request(agent, conversation, { forged: true }),
    ...{ performative: 'inform', inReplyTo: to },
  });

  const replyTo = (id: string) => outcomeOf(opened.database, id);
  const detailOf = (id: string) => opened.database.read(client, (tx) => findMessage(tx, id));

  it('are what the agent says in its turn, not what a client names as such, before or after', async () => {
    const asked = request(agent, 'asked');
    await deliver(opened.database, [forged(asked.id, 'elsewhere'), forged(asked.id, 'asked')]);
    const [boxId = ''] = await deliver(opened.database, [asked]);
    await deliver(opened.database, [forged(asked.id, 'elsewhere'), forged(asked.id, 'asked')]);
    expect(await replyTo(asked.id)).toEqual({ status: 'delivered', reply: undefined });
    expect((await detailOf(asked.id))?.replies).toEqual([]);

    const mailbox = openMailbox(opened.database, 'worker');
    const planted = await mailbox.claim(boxId);
    if (planted === undefined) throw new Error('Nothing to claim.');
    const { next } = await mailbox.commit(planted, { ...answer(planted), messages: [] }, true);
    if (next === undefined) throw new Error('Nothing follows.');
    const outcome = answer(next, { genuine: true });
    await mailbox.commit(next, outcome, false);
    const id = outcome.messages[0]?.id;
    expect(await replyTo(asked.id)).toMatchObject({ status: 'completed', reply: { id } });
    expect((await detailOf(asked.id))?.replies).toEqual([id]);
  });

  it('are found by what they answer, however long the conversation is', async () => {
    const sql = `select ${answersTo('m')} as replies from messages m
      where m.workspace_id = 'default' and m.id = 'msg-1'`;
    const plan = await opened.database.read(client, async (tx) => {
      const statement: Statement = { name: 'test.explain-answers', text: `explain ${sql}` };
      return tx.rows<Record<string, string>>(statement);
    });
    const lines = plan.flatMap((row) => Object.values(row)).join('\n');
    expect(lines).toContain('using messages_replies on messages r');
  });
});
