import type { JsonValue } from '#protocol';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import type { EventChannel } from './event-channel.js';
import { openEventChannel } from './open-event-channel.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

describe.each(['database', 'scale-out'] as const)('events between processes in %s mode', (mode) => {
  const channels: EventChannel[] = [];
  afterEach(async () => {
    await Promise.all(channels.splice(0).map((channel) => channel.close()));
  });

  function open(): EventChannel {
    const channel = openEventChannel({
      mode,
      databaseUrl: database.url,
      redisUrl: mode === 'scale-out' ? serverUrl('redis') : undefined,
      prefix: '{events-test}',
      log: createSilentLogger(),
    });
    channels.push(channel);
    return channel;
  }

  /** Both ends connect in the background: speak until the other side hears. */
  async function meet(from: EventChannel, to: EventChannel): Promise<void> {
    await new Promise<void>((resolve) => {
      const stop = to.subscribe('meet', () => {
        clearInterval(timer);
        stop();
        resolve();
      });
      const timer = setInterval(() => {
        from.publish('meet', 'hello');
      }, 20);
    });
  }

  function next(channel: EventChannel, topic: string): Promise<JsonValue> {
    return new Promise((resolve) => {
      const stop = channel.subscribe(topic, (event) => {
        stop();
        resolve(event);
      });
    });
  }

  it('reach listeners of the topic in the other process, in order', async () => {
    const [here, there] = [open(), open()];
    await meet(here, there);
    const heard: JsonValue[] = [];
    const all = new Promise<void>((resolve) => {
      there.subscribe('numbers', (event) => {
        if (heard.push(event) === 100) resolve();
      });
    });
    for (let n = 0; n < 100; n += 1) here.publish('numbers', { n });
    await all;
    expect(heard).toEqual(Array.from({ length: 100 }, (_, n) => ({ n })));
  });

  it('are heard once in the process that publishes', async () => {
    const [here, there] = [open(), open()];
    await meet(here, there);
    const heard: JsonValue[] = [];
    here.subscribe('once', (event) => heard.push(event));
    const arrived = next(there, 'once');
    here.publish('once', 1);
    await arrived;
    const echo = next(there, 'after');
    here.publish('after', 2);
    await echo;
    expect(heard).toEqual([1]);
  });

  it('arrive whole, or as a sign to look, however large they are', async () => {
    const [here, there] = [open(), open()];
    await meet(here, there);
    const arrived = next(there, 'large');
    const event = 'x'.repeat(20_000);
    here.publish('large', event);
    expect(await arrived).toEqual(mode === 'database' ? null : event);
  });
});
