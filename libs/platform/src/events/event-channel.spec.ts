import type { JsonValue } from '#protocol';
import { createSilentLogger } from '../observe/logger.js';
import { EventChannel, type BridgeEars, type EventBridge } from './event-channel.js';

/** Processes on one wire that delivers at once, loses on command and goes away on command. */
class Wire {
  readonly posts: (readonly string[])[] = [];
  isDown = false;
  losesNext = false;
  private readonly ears = new Map<EventChannel, BridgeEars>();

  join(): EventChannel {
    const channel = new EventChannel(createSilentLogger());
    channel.attach((ears) => {
      this.ears.set(channel, ears);
      const bridge: EventBridge = {
        maxBytes: 1_000,
        post: (frames) => this.post(frames),
        close: () => {
          this.ears.delete(channel);
          return Promise.resolve();
        },
      };
      return bridge;
    });
    return channel;
  }

  comeBack(): void {
    this.isDown = false;
    for (const ears of this.ears.values()) ears.reconnected();
  }

  /** One process alone was cut off, and is connected anew. */
  reconnect(channel: EventChannel): void {
    this.ears.get(channel)?.reconnected();
  }

  shout(text: string): void {
    for (const ears of this.ears.values()) ears.hear(text);
  }

  private post(frames: readonly string[]): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('The wire is down.'));
    this.posts.push(frames);
    if (this.losesNext) this.losesNext = false;
    else
      frames.forEach((frame) => {
        this.shout(frame);
      });
    return Promise.resolve();
  }
}

function listen(channel: EventChannel, topic = 'news'): JsonValue[] {
  const heard: JsonValue[] = [];
  channel.subscribe(topic, (event) => heard.push(event));
  return heard;
}

/** Lets what was published travel. */
async function travel(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('the event channel in its process', () => {
  it('tells the listeners of the topic before publish returns', () => {
    const channel = new EventChannel(createSilentLogger());
    const [heard, other] = [listen(channel), listen(channel, 'other')];
    channel.publish('news', { n: 1 });
    expect([heard, other]).toEqual([[{ n: 1 }], []]);
  });

  it('tells nobody who has stopped listening', () => {
    const channel = new EventChannel(createSilentLogger());
    const heard: JsonValue[] = [];
    const stop = channel.subscribe('news', (event) => heard.push(event));
    const kept = listen(channel);
    stop();
    stop();
    channel.publish('news', 1);
    expect([heard, kept]).toEqual([[], [1]]);
  });

  it('lets a listener stop itself, and no listener spoil it for others', () => {
    const channel = new EventChannel(createSilentLogger());
    const stop = channel.subscribe('news', () => {
      stop();
      throw new Error('a listener that fails');
    });
    const heard = listen(channel);
    channel.publish('news', 1);
    channel.publish('news', 2);
    expect(heard).toEqual([1, 2]);
  });
});

describe('the event channel between processes', () => {
  it('delivers to the others, in order, and once at home', async () => {
    const wire = new Wire();
    const [here, there] = [wire.join(), wire.join()];
    const [home, away] = [listen(here), listen(there)];
    for (let n = 0; n < 50; n += 1) here.publish('news', n);
    await travel();
    const all = Array.from({ length: 50 }, (_, n) => n);
    expect([home, away]).toEqual([all, all]);
  });

  it('sends what is published in one turn together', async () => {
    const wire = new Wire();
    const here = wire.join();
    for (let n = 0; n < 50; n += 1) here.publish('news', n);
    expect(wire.posts).toEqual([]);
    await travel();
    expect(wire.posts.map((frames) => frames.length)).toEqual([1]);
  });

  it('says to look when a frame was lost on the way', async () => {
    const wire = new Wire();
    const [here, there] = [wire.join(), wire.join()];
    const [heard, unconcerned] = [listen(there), listen(there, 'other')];
    here.publish('news', 1);
    await travel();
    wire.losesNext = true;
    here.publish('news', 2);
    await travel();
    expect(heard).toEqual([1]);
    here.publish('news', 3);
    await travel();
    expect(heard).toEqual([1, 3, null]);
    expect(unconcerned).toEqual([null]);
  });

  it('never throws while the bridge is away, and says to look when it is back', async () => {
    const wire = new Wire();
    const [here, there] = [wire.join(), wire.join()];
    const [home, away] = [listen(here), listen(there)];
    wire.isDown = true;
    here.publish('news', 1);
    await travel();
    expect([home, away]).toEqual([[1], []]);
    wire.comeBack();
    await travel();
    here.publish('news', 2);
    await travel();
    expect(home).toEqual([1, null, 2]);
    expect(away.filter((event) => event !== null)).toEqual([2]);
    expect(away[0]).toBeNull();
  });

  it('tells of its losses by itself, to processes that lost nothing', async () => {
    const wire = new Wire();
    const there = wire.join();
    const away = listen(there);
    const here = wire.join();
    here.publish('news', 1);
    await travel();
    wire.isDown = true;
    here.publish('news', 2);
    await travel();
    wire.isDown = false;
    // Only the process that published was cut off; only it has a new connection.
    wire.reconnect(here);
    await travel();
    expect(away).toEqual([1, null]);
  });

  it('does not hoard while the bridge is slow: what is too much is looked up', async () => {
    const wire = new Wire();
    const [here, there] = [wire.join(), wire.join()];
    const heard = listen(there);
    for (let n = 0; n < 12_000; n += 1) here.publish('news', n);
    await travel();
    expect(heard).toEqual([...Array.from({ length: 10_000 }, (_, n) => n), null]);
  });

  it('ignores what others say on its wire', async () => {
    const wire = new Wire();
    const there = wire.join();
    const heard = listen(there);
    wire.shout('{"from":"somebody else"}');
    await travel();
    expect(heard).toEqual([]);
  });

  it('goes on in its process after it was closed', async () => {
    const wire = new Wire();
    const [here, there] = [wire.join(), wire.join()];
    const [home, away] = [listen(here), listen(there)];
    await here.close();
    await here.close();
    here.publish('news', 1);
    await travel();
    expect([home, away]).toEqual([[1], []]);
  });
});
