import { createSilentLogger, type Env } from '#platform';
import { ManualClock } from '../manual-clock.fixture.js';
import { SuspectLane, type SuspectProcess } from './suspect-lane.js';
import type { SuspectOrder, SuspectReport } from './suspect-talk.js';

/** A process that does what the test says. */
class PlayedProcess implements SuspectProcess {
  readonly orders: SuspectOrder[] = [];
  readonly ends: string[] = [];
  private readonly hear: ((message: unknown) => void)[] = [];
  private readonly exits: ((failure?: Error) => void)[] = [];

  tell(order: SuspectOrder): void {
    this.orders.push(order);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.hear.push(listener);
  }

  onExit(listener: (failure?: Error) => void): void {
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

  exit(failure?: Error): void {
    for (const listener of this.exits) listener(failure);
  }
}

function open(seats = 1) {
  const clock = new ManualClock();
  const started: PlayedProcess[] = [];
  const rung: string[] = [];
  const published: string[] = [];
  const waiting: string[] = [];
  const freed: string[] = [];
  let owners = 0;
  const lane = new SuspectLane({
    start: () => {
      const process = new PlayedProcess();
      started.push(process);
      return process;
    },
    next: (most) => Promise.resolve(waiting.splice(0, most)),
    free: (owner) => Promise.resolve(freed.push(owner)),
    createOwner: () => `owner-${String((owners += 1))}`,
    opening: (owner) => ({
      ...{ kind: 'open', databaseUrl: 'postgres://x', env: {} as Env, owner, seats },
      company: 'suspects',
    }),
    seats,
    bell: { ring: (mailboxes) => rung.push(...mailboxes.map(({ mailboxId }) => mailboxId)) },
    publish: (topic) => published.push(topic),
    silenceMs: 10_000,
    clock,
    log: createSilentLogger(),
  });
  const run = async (...mailboxIds: string[]): Promise<void> => {
    waiting.push(...mailboxIds);
    await lane.fill();
  };
  const ran = (process = 0): string[] =>
    started[process]?.orders.flatMap((order) => (order.kind === 'run' ? order.mailboxId : [])) ??
    [];
  const pass = (milliseconds: number): void => {
    for (let left = milliseconds; left > 0; left -= 500) {
      clock.advance(500);
      lane.look();
    }
  };
  return { pass, lane, clock, started, rung, published, waiting, freed, run, ran };
}

const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(SuspectLane.name, () => {
  it('starts a process for the first suspect and keeps it for the next', async () => {
    const { lane, started, run } = open();
    await run('7');
    started[0]?.say({ kind: 'done', mailboxId: '7' });
    await run('8');
    expect(started).toHaveLength(1);
    expect(started[0]?.orders.map((order) => order.kind)).toEqual(['open', 'run', 'run']);
    await lane.stop();
  });

  it('starts no process when no suspect waits', async () => {
    const { lane, started } = open();
    await lane.fill();
    expect(started).toHaveLength(0);
  });

  it('starts one ahead of time, for suspects that are foreseen', async () => {
    const { lane, started, run, ran } = open();
    lane.prepare();
    lane.prepare();
    expect(started).toHaveLength(1);
    await run('7');
    expect(ran()).toEqual(['7']);
    await lane.stop();
  });

  it('runs as many at the same time as it has seats', async () => {
    const { lane, started, run, ran } = open(3);
    await run('1', '2', '3', '4');
    await lane.fill();
    expect(ran()).toEqual(['1', '2', '3']);
    started[0]?.say({ kind: 'done', mailboxId: '2' });
    await breathe();
    expect(ran()).toEqual(['1', '2', '3', '4']);
    await lane.stop();
  });

  it('with one seat runs the next suspect as soon as one is done, never two', async () => {
    const { lane, started, run, ran } = open();
    await run('7', '8', '9');
    expect(ran()).toEqual(['7']);
    for (const mailboxId of ['7', '8', '9']) {
      started[0]?.say({ kind: 'done', mailboxId });
      await breathe();
    }
    expect(ran()).toEqual(['7', '8', '9']);
    await lane.stop();
  });

  it('rings and publishes for a process that has neither queue nor channel', async () => {
    const { lane, started, rung, published, run } = open();
    await run('7');
    started[0]?.say({ kind: 'ring', mailboxes: [{ mailboxId: '9', capability: undefined }] });
    started[0]?.say({ kind: 'publish', topic: 'conversation/x', event: {} });
    started[0]?.say('noise');
    expect({ rung, published }).toEqual({ rung: ['9'], published: ['conversation/x'] });
    await lane.stop();
  });

  it('frees what its process held when it dies, and goes on in a new one', async () => {
    const { lane, started, freed, waiting, run, ran } = open(2);
    await run('7', '8');
    started[0]?.say({ kind: 'ready' });
    waiting.push('9');
    started[0]?.exit();
    await breathe();
    expect(freed).toEqual(['owner-1']);
    expect(started).toHaveLength(2);
    expect(started[1]?.orders[0]).toMatchObject({ kind: 'open', owner: 'owner-2' });
    expect(ran(1)).toEqual(['9']);
    await lane.stop();
  });

  it('waits longer and longer before it starts a process that never gets ready', async () => {
    const { lane, started, clock, run } = open();
    const die = async (): Promise<void> => {
      started.at(-1)?.exit();
      await run('7');
    };
    await run('7');
    await die();
    expect(started).toHaveLength(1);
    clock.advance(1_000);
    await lane.fill();
    expect(started).toHaveLength(2);
    await die();
    clock.advance(1_000);
    await lane.fill();
    expect(started).toHaveLength(2);
    clock.advance(1_000);
    await lane.fill();
    expect(started).toHaveLength(3);
    await lane.stop();
  });

  it('tries again later when a process could not be started', async () => {
    const { lane, started, freed, clock, run, ran } = open();
    await run('7');
    started[0]?.exit(new Error('spawn EAGAIN'));
    await run('7');
    expect(started).toHaveLength(1);
    clock.advance(1_000);
    await lane.fill();
    expect(ran(1)).toEqual(['7']);
    expect(freed).toEqual([]);
    await lane.stop();
  });

  it('kills a process that is silent for as long as a lease', async () => {
    const { lane, started, pass, run } = open();
    await run('7');
    started[0]?.say({ kind: 'alive' });
    pass(9_000);
    expect(started[0]?.ends).toEqual([]);
    pass(2_000);
    expect(started[0]?.ends).toEqual(['kill']);
    await lane.stop();
  });

  it('does not take its own pause for the silence of its process', async () => {
    const { lane, started, clock, pass, run } = open();
    await run('7');
    started[0]?.say({ kind: 'alive' });
    pass(1_000);
    clock.advance(60_000);
    lane.look();
    pass(5_000);
    expect(started[0]?.ends).toEqual([]);
    await lane.stop();
  });

  it('gives a process time to load the program', async () => {
    const { lane, started, pass, run } = open();
    await run('7');
    pass(20_000);
    expect(started[0]?.ends).toEqual([]);
    await lane.stop();
  });

  it('ends a process that has had nothing to do for ten seconds', async () => {
    const { started, pass, run } = open();
    await run('7');
    started[0]?.say({ kind: 'done', mailboxId: '7' });
    pass(9_000);
    started[0]?.say({ kind: 'alive' });
    expect(started[0]?.ends).toEqual([]);
    pass(2_000);
    expect(started[0]?.ends).toEqual(['end']);
  });

  it('stops with its process, frees nothing by force and starts none after', async () => {
    const { lane, started, freed, run } = open();
    await run('7');
    await lane.stop();
    await run('8');
    lane.prepare();
    expect(started.map(({ ends }) => ends)).toEqual([['end']]);
    expect(freed).toEqual([]);
  });
});
