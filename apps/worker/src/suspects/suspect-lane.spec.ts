import { createSilentLogger, type Env } from '#platform';
import { ManualClock } from '../manual-clock.fixture.js';
import { SuspectLane, type SuspectProcess } from './suspect-lane.js';
import type { SuspectOrder, SuspectReport } from './suspect-talk.js';

/** A process that does what the test says. */
class PlayedProcess implements SuspectProcess {
  readonly orders: SuspectOrder[] = [];
  readonly ends: string[] = [];
  private readonly hear: ((message: unknown) => void)[] = [];
  private readonly exits: (() => void)[] = [];

  tell(order: SuspectOrder): void {
    this.orders.push(order);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.hear.push(listener);
  }

  onExit(listener: () => void): void {
    this.exits.push(listener);
  }

  end(): void {
    this.ends.push('end');
    this.exit();
  }

  kill(): void {
    this.ends.push('kill');
    this.exit();
  }

  say(report: SuspectReport | string): void {
    for (const listener of this.hear) listener(report);
  }

  exit(): void {
    for (const listener of this.exits) listener();
  }
}

function open() {
  const clock = new ManualClock();
  const started: PlayedProcess[] = [];
  const rung: string[] = [];
  const published: string[] = [];
  const waiting: string[] = [];
  const lane = new SuspectLane({
    start: () => {
      const process = new PlayedProcess();
      started.push(process);
      return process;
    },
    next: () => Promise.resolve(waiting.shift()),
    opening: { kind: 'open', databaseUrl: 'postgres://x', env: {} as Env },
    bell: { ring: (mailboxes) => rung.push(...mailboxes.map(({ mailboxId }) => mailboxId)) },
    publish: (topic) => published.push(topic),
    silenceMs: 10_000,
    clock,
    log: createSilentLogger(),
  });
  return { lane, clock, started, rung, published, waiting };
}

describe(SuspectLane.name, () => {
  it('starts a process for the first suspect and keeps it for the next', async () => {
    const { lane, started } = open();
    lane.run('7');
    expect(lane.isIdle).toBe(false);
    started[0]?.say({ kind: 'done', mailboxId: '7' });
    expect(lane.isIdle).toBe(true);
    lane.run('8');
    expect(started).toHaveLength(1);
    expect(started[0]?.orders.map((order) => order.kind)).toEqual(['open', 'run', 'run']);
    await lane.stop();
  });

  it('runs the next suspect as soon as one is done', async () => {
    const { lane, started, waiting } = open();
    waiting.push('8', '9');
    lane.run('7');
    for (const mailboxId of ['7', '8', '9']) {
      started[0]?.say({ kind: 'done', mailboxId });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const ran = started[0]?.orders.flatMap((order) =>
      order.kind === 'run' ? order.mailboxId : [],
    );
    expect(ran).toEqual(['7', '8', '9']);
    expect(lane.isIdle).toBe(true);
    await lane.stop();
  });

  it('rings and publishes for a process that has neither queue nor channel', async () => {
    const { lane, started, rung, published } = open();
    lane.run('7');
    started[0]?.say({ kind: 'ring', mailboxes: [{ mailboxId: '9', capability: undefined }] });
    started[0]?.say({ kind: 'publish', topic: 'conversation/x', event: {} });
    started[0]?.say('noise');
    expect({ rung, published }).toEqual({ rung: ['9'], published: ['conversation/x'] });
    await lane.stop();
  });

  it('is ready for the next when a suspect takes its process with it', async () => {
    const { lane, started } = open();
    lane.run('7');
    started[0]?.exit();
    expect(lane.isIdle).toBe(true);
    lane.run('8');
    expect(started).toHaveLength(2);
    await lane.stop();
  });

  it('kills a process that is silent for as long as a lease', async () => {
    const { lane, started, clock } = open();
    lane.run('7');
    started[0]?.say({ kind: 'alive' });
    clock.advance(9_000);
    lane.look();
    expect(started[0]?.ends).toEqual([]);
    clock.advance(2_000);
    lane.look();
    expect(started[0]?.ends).toEqual(['kill']);
    await lane.stop();
  });

  it('gives a process time to load the program', async () => {
    const { lane, started, clock } = open();
    lane.run('7');
    clock.advance(20_000);
    lane.look();
    expect(started[0]?.ends).toEqual([]);
    await lane.stop();
  });

  it('ends a process that has had nothing to do for ten seconds', () => {
    const { lane, started, clock } = open();
    lane.run('7');
    started[0]?.say({ kind: 'done', mailboxId: '7' });
    clock.advance(9_000);
    started[0]?.say({ kind: 'alive' });
    lane.look();
    expect(started[0]?.ends).toEqual([]);
    clock.advance(2_000);
    started[0]?.say({ kind: 'alive' });
    lane.look();
    expect(started[0]?.ends).toEqual(['end']);
  });

  it('stops with its process', async () => {
    const { lane, started } = open();
    await lane.stop();
    lane.run('7');
    await lane.stop();
    expect(started[0]?.ends).toEqual(['end']);
  });
});
