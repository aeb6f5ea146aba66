import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { openQueues } from './open-queues.js';
import { until } from './until.fixture.js';

describeWith(['redis'], 'a bell of a later version', () => {
  it('is let go, and the bells behind it are heard', async () => {
    const prefix = `{bells-${randomUUID()}}`;
    const redisUrl = serverUrl('redis');
    const later = new Queue('cap.x', { connection: { url: redisUrl }, prefix });
    const log = createSilentLogger();
    const databaseUrl = 'postgres://unused';
    const queues = await openQueues({ databaseUrl, redisUrl, prefix, maxLanes: 8, log });
    const heard: unknown[] = [];
    await later.add('bells', { version: 2, mailboxes: ['7', '8'] });
    await later.add('bells', [7]);
    const workers = queues.openWorkers((mailboxId) => {
      heard.push(mailboxId);
      return Promise.resolve();
    }, 1);
    await workers.listen(new Set(['cap.x']));
    await queues.ringer.ring([{ lane: 'cap.x', mailboxId: '1' }]);

    await until(() => heard.length > 0);

    const left = await later.getJobCounts('failed', 'waiting', 'delayed');
    await Promise.all([queues.close(), later.close()]);
    expect(heard).toEqual(['1']);
    expect(left).toEqual({ failed: 0, waiting: 0, delayed: 0 });
  });
});
