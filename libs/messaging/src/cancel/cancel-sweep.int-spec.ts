import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import {
  addAgent,
  deliver,
  look,
  openAfterCommit,
  openMailbox,
  request,
} from '../messaging.fixture.js';
import type { CancelOrder } from './announce-cancel.js';
import { CancelSweep } from './cancel-sweep.js';

describe(CancelSweep.name, () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  it('goes on with the others when those of one conversation cannot be ended, and tells whose turns are to stop', async () => {
    const { database } = opened;
    const agent = await addAgent(database, 'Echo');
    const messages = ['stuck', 'other', 'worked on'].map((name) => request(agent, name));
    const [stuck = '', other, workedOn] = messages.map(({ id }) => id);
    const mailboxes = await deliver(database, messages);
    await openMailbox(database, 'worker-1').claim(mailboxes[2] ?? '');
    await look(
      database,
      `update messages set cancelled_by = 'somebody', cancel_requested_at = clock_timestamp() -
         case when id = $1 then interval '1 s' else interval '0 s' end
       where id = any ($2::text[])`,
      [stuck, [stuck, other, workedOn]],
    );
    await look(
      database,
      `alter table messages add constraint stuck check (id <> '${stuck}' or status <> 'cancelled')`,
    );
    const told: CancelOrder[] = [];
    const sweep = new CancelSweep(database, openAfterCommit().afterCommit);
    await expect(sweep.run((order) => told.push(order))).rejects.toThrow('could not be done');
    const statuses = await look(database, `select id, status from messages where id = any ($1)`, [
      [stuck, other, workedOn],
    ]);
    expect(statuses).toEqual(
      expect.arrayContaining([
        { id: stuck, status: 'delivered' },
        { id: other, status: 'cancelled' },
        { id: workedOn, status: 'delivered' },
      ]),
    );
    expect(told.flatMap(({ messageIds }) => messageIds).sort()).toEqual([stuck, workedOn].sort());
  });
});
