import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { systemCaller } from './caller.js';

const write = {
  name: 'test.write',
  text: `update workspaces set created_at = now() where id = 'default' returning id`,
};

describeWith(['postgres'], 'a transaction whose process hangs', () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  const tryToWrite = (): Promise<boolean> =>
    opened.database
      .transaction(systemCaller, (tx) => tx.rows(write))
      .then(
        () => true,
        () => false,
      );

  it('gives its locks up within seconds, and is told so', async () => {
    const startedAt = performance.now();
    const hung = opened.database.transaction(systemCaller, async (tx) => {
      await tx.rows(write);
      expect(await eventually(tryToWrite, Boolean)).toBe(true);
      await tx.rows(write);
    });
    await expect(hung).rejects.toThrow(/terminat|not queryable/i);
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  });
});
