import { ToldServer } from '../run/told-server.fixture.js';
import { keepMany } from './keep-many.js';

const flags = { olderThan: '30d', wait: true, yes: true };

describe(keepMany, () => {
  let server: ToldServer;

  /** Counting ended so; then three are archived. */
  const counts = (isWhole: boolean): void => {
    const shared = { action: 'archive', status: 'completed', filter: {} };
    server.answers = {
      'POST /api/v1/conversations/archive': (sent) =>
        (sent as { readonly dry_run: boolean }).dry_run
          ? [200, { ...shared, dry_run: true, count: 0, is_whole: isWhole, operation_id: null }]
          : [202, { ...shared, dry_run: false, count: 3, is_whole: true, operation_id: 'opn-1' }],
    };
  };

  beforeEach(async () => {
    server = await ToldServer.start();
  });
  afterEach(async () => server.stop());

  it('goes on when counting ended before it had found one', async () => {
    counts(false);
    const run = server.run(flags);
    expect(await keepMany(run, 'archive')).toBeUndefined();
    expect(run.terminal.shown).toMatchObject([{ operation_id: 'opn-1', count: 3 }]);
  });

  it('begins nothing when there is none', async () => {
    counts(true);
    const run = server.run(flags);
    await keepMany(run, 'archive');
    expect(run.terminal.shown).toMatchObject([{ dry_run: true, count: 0 }]);
    expect(server.asked).toHaveLength(1);
  });
});
