import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../../test/support/migrated-database.js';
import { describeWith } from '../../../../test/support/test-servers.js';
import { systemCaller } from './caller.js';

describeWith(['postgres'], 'what Postgres knows of its tables', () => {
  let opened: MigratedDatabase;

  beforeAll(async () => {
    opened = await createMigratedDatabase();
  });
  afterAll(() => opened.close());

  const write = (count: number): Promise<unknown> =>
    opened.database.transaction(systemCaller, (tx) =>
      tx.rows(
        {
          name: 'test.conversations',
          text: `insert into conversations (workspace_id, id)
            select 'default', gen_random_uuid()::text from generate_series(1, $1::int)`,
        },
        [count],
      ),
    );

  it('is counted anew when a table has doubled, and not before', async () => {
    expect(await opened.database.analyzeGrown()).toEqual([]);
    await write(1_000);
    expect(await opened.database.analyzeGrown()).toEqual(['public.conversations']);
    expect(await opened.database.analyzeGrown()).toEqual([]);
    await write(300);
    expect(await opened.database.analyzeGrown()).toEqual([]);
    await write(2_000);
    expect(await opened.database.analyzeGrown()).toEqual(['public.conversations']);
  });
});
