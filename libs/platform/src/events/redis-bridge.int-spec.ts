import { Redis } from 'ioredis';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { until } from '../queue/until.fixture.js';
import { RedisBridge } from './redis-bridge.js';

describeWith(['redis'], RedisBridge.name, () => {
  it('shows the gap as soon as it can speak again, also when it never ceased to hear', async () => {
    const channel = '{bridge-test}:events';
    let reconnected = 0;
    const ears = { hear: () => undefined, reconnected: () => void (reconnected += 1) };
    const bridge = new RedisBridge(serverUrl('redis'), channel, ears, createSilentLogger());
    const admin = new Redis(serverUrl('redis'));
    await bridge.post(['before']);
    await until(async () => Number((await admin.pubsub('NUMSUB', channel))[1]) === 1);
    // All but those that hear.
    await admin.client('KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    const isLost = (): Promise<boolean> =>
      bridge.post(['lost']).then(
        () => false,
        () => true,
      );
    await until(isLost);
    await until(() => reconnected > 0);
    await bridge.post(['after']);
    expect(reconnected).toBe(1);
    await bridge.close();
    await admin.quit();
  });
});
