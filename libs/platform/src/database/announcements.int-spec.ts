import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { systemCaller } from './caller.js';
import type { Statement } from './tx.js';

const name = 'test.announcements';
const write: Statement = {
  name,
  text: `update workspaces set created_at = now() where id = 'default' returning id`,
};
const fail: Statement = { name: `${name}-fail`, text: 'select 1 / 0' };
const isHeld: Statement = {
  name: `${name}-held`,
  text: `select id from workspaces where id = 'default' for update skip locked`,
};

describeWith(['postgres'], 'what a transaction announces', () => {
  let opened: MigratedDatabase;
  let heard: string[];

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  beforeEach(() => {
    heard = [];
    opened.database.announceOn({ publish: (topic) => heard.push(topic) });
  });
  afterAll(() => opened.close());

  it('is heard when it is committed, a topic once', async () => {
    await opened.database.transaction(systemCaller, async (tx) => {
      tx.announce('a');
      await tx.rows(write);
      tx.announce('a');
      tx.announce('b');
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual(['a', 'b']);
    const free = await opened.database.read(systemCaller, (tx) => tx.rows(isHeld));
    expect(free).toHaveLength(1);
  });

  it('is never heard when it is rolled back', async () => {
    const failing = opened.database.transaction(systemCaller, async (tx) => {
      tx.announce('a');
      await tx.rows(fail);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(heard).toEqual([]);
  });
});
