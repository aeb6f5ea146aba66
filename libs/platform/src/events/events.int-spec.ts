import type { JsonValue } from '#protocol';
import { FaultyLink } from '../../../../test/resilience/kit/faulty-link.js';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { until } from '../queue/until.fixture.js';
import type { EventChannel } from './event-channel.js';
import { openEventChannel } from './open-event-channel.js';

const modes = ['database', 'scale-out'] as const;

let database: TestDatabase;
const channels: EventChannel[] = [];
const links: FaultyLink[] = [];

function open(mode: (typeof modes)[number], url = targetOf(mode)): EventChannel {
  const channel = openEventChannel({
    mode,
    databaseUrl: url,
    redisUrl: mode === 'scale-out' ? url : undefined,
    prefix: '{events-test}',
    log: createSilentLogger(),
  });
  channels.push(channel);
  return channel;
}

function targetOf(mode: (typeof modes)[number]): string {
  return mode === 'database' ? database.url : serverUrl('redis');
}

async function openLink(mode: (typeof modes)[number]): Promise<FaultyLink> {
  const link = await FaultyLink.open(targetOf(mode));
  links.push(link);
  return link;
}

function listen(channel: EventChannel, topic: string): JsonValue[] {
  const heard: JsonValue[] = [];
  channel.subscribe(topic, (event) => heard.push(event));
  return heard;
}

/** Connections are made in the background: speaks until the other process hears. */
async function meet(from: EventChannel, to: EventChannel): Promise<void> {
  const heard = listen(to, 'meet');
  await until(() => {
    from.publish('meet', 'hello');
    return heard.includes('hello');
  });
}

async function took(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

describeWith(['postgres', 'redis'], 'events between processes', () => {
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());
  afterEach(async () => {
    await Promise.all(channels.splice(0).map((channel) => channel.close()));
    await Promise.all(links.splice(0).map((link) => link.cut()));
  });

  describe.each(modes)('in %s mode', (mode) => {
    describeDelivery(mode);
    describeOutage(mode);
    describeSilence(mode);
    describeStop(mode);
  });
});

function describeDelivery(mode: (typeof modes)[number]): void {
  it('reach listeners of the topic in the other process, in order', async () => {
    const [here, there] = [open(mode), open(mode)];
    await meet(here, there);
    const heard = listen(there, 'numbers');
    for (let n = 0; n < 1_000; n += 1) here.publish('numbers', { n, text: 'ß'.repeat(n % 90) });
    await until(() => heard.length === 1_000);
    expect(heard.map((event) => (event as { n: number }).n)).toEqual(
      Array.from({ length: 1_000 }, (_, n) => n),
    );
  });

  it('are sent also when they were published before the connection stood', async () => {
    const there = open(mode);
    await meet(open(mode), there);
    const heard = listen(there, 'early');
    open(mode).publish('early', 1);
    await until(() => heard.includes(1));
    expect(heard).toEqual([1]);
  });

  it('are heard once in the process that publishes', async () => {
    const [here, there] = [open(mode), open(mode)];
    await meet(here, there);
    await meet(there, here);
    const [home, away] = [listen(here, 'once'), listen(there, 'once')];
    here.publish('once', 1);
    await until(() => away.length === 1);
    // What comes back from the other process has overtaken nothing.
    there.publish('once', 2);
    await until(() => home.includes(2));
    expect(home).toEqual([1, 2]);
  });

  it('are not heard where nobody listens, nor on other topics', async () => {
    const [here, there] = [open(mode), open(mode)];
    await meet(here, there);
    const [heard, other] = [listen(there, 'heard'), listen(there, 'other')];
    here.publish('unheard', 1);
    here.publish('heard', 2);
    await until(() => heard.length === 1);
    expect([heard, other]).toEqual([[2], []]);
  });

  it('arrive whole, or as a sign to look, however large they are', async () => {
    const [here, there] = [open(mode), open(mode)];
    await meet(here, there);
    const heard = listen(there, 'large');
    const event = '\u0000漢"'.repeat(5_000);
    here.publish('large', event);
    here.publish('large', 'small');
    await until(() => heard.length === 2);
    expect(heard).toEqual([mode === 'database' ? null : event, 'small']);
  });
}

function describeOutage(mode: (typeof modes)[number]): void {
  it('that a process may have missed are looked up when it is connected again', async () => {
    const link = await openLink(mode);
    const [here, there] = [open(mode), open(mode, link.url)];
    await meet(here, there);
    const heard = listen(there, 'news');
    await link.cut();
    here.publish('news', 'missed');
    await link.mend();
    await until(() => heard.length > 0);
    await meet(here, there);
    here.publish('news', 'after');
    await until(() => heard.includes('after'));
    expect(heard).not.toContain('missed');
    expect(heard[0]).toBeNull();
  });
}

function describeSilence(mode: (typeof modes)[number]): void {
  it('that a process could not send are looked up by the others', async () => {
    const link = await openLink(mode);
    const [here, there] = [open(mode, link.url), open(mode)];
    await meet(here, there);
    const [home, away] = [listen(here, 'news'), listen(there, 'news')];
    await link.cut();
    here.publish('news', 'unsent');
    expect(home).toEqual(['unsent']);
    await until(() => link.connections === 0);
    await link.mend();
    await until(() => away.length > 0);
    expect(away[0]).toBeNull();
  });

  it('that were on their way when the connection broke are not said again', async () => {
    const link = await openLink(mode);
    const [here, there] = [open(mode, link.url), open(mode)];
    await meet(here, there);
    const away = listen(there, 'news');
    link.freeze();
    here.publish('news', 'unsent');
    let looks = 0;
    await until(() => (looks += 1) > 2);
    await link.cut();
    link.thaw();
    await link.mend();
    await until(() => away.length > 0);
    expect(away).toEqual([null]);
  });

  it('flow when the server comes after the process', async () => {
    const link = await openLink(mode);
    await link.cut();
    const [here, there] = [open(mode), open(mode, link.url)];
    there.publish('news', 'too early');
    await link.mend();
    await meet(here, there);
    await expect(meet(there, here)).resolves.toBeUndefined();
  });
}

function describeStop(mode: (typeof modes)[number]): void {
  it.each(['cut', 'freeze'] as const)('hinder no process that stops: %s', async (how) => {
    const link = await openLink(mode);
    const [here, there] = [open(mode, link.url), open(mode)];
    await meet(here, there);
    await link[how]();
    here.publish('news', 'last');
    expect(await took(here.close())).toBeLessThan(3_000);
  });

  it('leave no connection behind', async () => {
    const link = await openLink(mode);
    const [here, there] = [open(mode, link.url), open(mode)];
    await meet(here, there);
    expect(link.connections).toBe(mode === 'database' ? 1 : 2);
    await here.close();
    await until(() => link.connections === 0);
    expect(link.connections).toBe(0);
  });
}
