import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { MessageLookup } from '../conversation/message-lookup.js';
import {
  addAgent,
  answer,
  client,
  deliver,
  openAfterCommit,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import { cancelTurn } from './cancel-turn.js';
import { MessageCanceller } from './message-canceller.js';

describe(cancelTurn, () => {
  let opened: MigratedDatabase;
  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  it('writes nothing of what would have gone alongside the answer', async () => {
    const { afterCommit, channel } = openAfterCommit();
    const { database } = opened;
    const message = request(await addAgent(database, 'Analyst'), 'conv-alongside', { text: 'x' });
    const [id = ''] = await deliver(database, [message]);
    const mailbox = openMailbox(database, 'worker-1');
    const turn = await mailbox.claim(id);
    if (turn === undefined) throw new Error('nothing to claim');
    await new MessageCanceller(database, afterCommit, channel).cancelMessage(client, message.id);
    let wasWritten = false;
    const alongside = (): Promise<void> => {
      wasWritten = true;
      return Promise.resolve();
    };
    await mailbox.commit(turn, { ...answer(turn), alongside }, false);
    const detail = await new MessageLookup(database).detail(client, message.id);
    expect(detail).toMatchObject({ status: 'cancelled' });
    expect(wasWritten).toBe(false);
  });
});
