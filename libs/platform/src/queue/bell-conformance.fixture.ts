import { randomUUID } from 'node:crypto';
import { describeArrivals } from './arrivals-conformance.fixture.js';
import type { BellHandler } from './bell-workers.queue.js';
import type { Queues } from './open-queues.js';
import { QueueOpener, type BellGround } from './queue-opener.fixture.js';
import { gate, until } from './until.fixture.js';

/**
 * What a doorbell must do on every ground. It may ring too often and it may hand two bells of one
 * mailbox to two workers (the lease sorts that out); it may not lose the last ring of a mailbox.
 */
export function describeBells(
  mode: string,
  openGround: () => Promise<BellGround>,
  { isAlone = false } = {},
): void {
  describe(`the doorbell on ${mode}`, () => {
    let opener: QueueOpener;
    let lane: string;
    const open = (prefix?: string): Promise<Queues> => opener.open(prefix);

    beforeAll(async () => {
      opener = new QueueOpener(await openGround(), isAlone);
    });
    beforeEach(() => {
      lane = `cap.${randomUUID()}`;
    });
    afterEach(() => opener.closeAll());

    describeRinging(open, () => lane);
    describeQuiet(open, () => lane);
    describeListening(open, () => lane);
    describeBursts(open, () => lane);
    if (!isAlone) describeSharing(open, () => lane);
    describeClosing(open, () => lane);
    describeArrivals(() => opener);
  });
}

type Open = (prefix?: string) => Promise<Queues>;

/** On a busy machine a bell may take longer than anybody waits for it; the sweeper would then ring again. */
function ringSurely(queues: Queues, lane: string, mailboxId: string): Promise<void> {
  return until(() => queues.ringer.ring([{ lane, mailboxId }]));
}

function describeRinging(open: Open, lane: () => string): void {
  it('runs a handler after the last ring of every mailbox, even when handlers throw', async () => {
    const prefix = `{bells-${randomUUID()}}`;
    const tally = new RingTally();
    const producer = await open(prefix);
    for (const queues of [await open(prefix), await open(prefix), await open(prefix)]) {
      await queues.openWorkers(tally.handle, 8).listen(new Set([lane()]));
    }
    for (let n = 0; n < 300; n += 1) {
      const mailboxId = String(n % 6);
      tally.note(mailboxId);
      const rung = producer.ringer.ring([{ lane: lane(), mailboxId }]);
      // Some rings meet a waiting bell, some a handler at work, some a quiet lane.
      if (n % 7 === 0) expect(await rung).toBe(true);
    }
    await until(() => tally.missing().length === 0);
    expect(tally.thrown).toBeGreaterThan(0);
  });

  it('rings once more after a handler when its mailbox was rung for meanwhile', async () => {
    const queues = await open();
    const { opened, open: finish } = gate();
    const starts: string[] = [];
    const workers = queues.openWorkers(async (mailboxId) => {
      if (starts.push(mailboxId) === 1) await opened;
    }, 8);
    const startsOf = (mailboxId: string): number => starts.filter((id) => id === mailboxId).length;
    await workers.listen(new Set([lane()]));
    await ringSurely(queues, lane(), 'm');
    await until(() => startsOf('m') === 1);
    for (let n = 0; n < 5; n += 1) await ringSurely(queues, lane(), 'm');
    // Another mailbox of the lane is not held up, and shows that the five did not get through.
    await ringSurely(queues, lane(), 'other');
    await until(() => startsOf('other') > 0);
    expect(startsOf('m')).toBe(1);
    finish();
    await until(() => startsOf('m') > 1);
  });
}

function describeQuiet(open: Open, lane: () => string): void {
  it('knows how long it has been quiet', async () => {
    const queues = await open();
    const { opened, open: finish } = gate();
    const workers = queues.openWorkers(() => {
      finish();
      return Promise.resolve();
    }, 1);
    await workers.listen(new Set([lane()]));
    await until(() => workers.quietFor > 300);
    await queues.ringer.ring([{ lane: lane(), mailboxId: '1' }]);
    await opened;
    expect(workers.quietFor).toBeLessThan(300);
  });

  it('keeps one bell of what is rung again while nobody listens, for who comes', async () => {
    const queues = await open();
    const heard: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const rings = ['a', 'b', 'a'].map((mailboxId) => ({ lane: lane(), mailboxId }));
      await queues.ringer.ring(rings, 'again');
    }
    const workers = queues.openWorkers(
      (mailboxId) => Promise.resolve(void heard.push(mailboxId)),
      1,
    );
    await workers.listen(new Set([lane()]));
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'last' }]);
    // Through the queue, the last is heard last. From hand to hand it overtakes them.
    await until(() => ['a', 'b', 'last'].every((mailboxId) => heard.includes(mailboxId)));
    expect(heard.sort()).toEqual(['a', 'b', 'last']);
  });

  it('says that bells get through', async () => {
    const queues = await open();
    expect(await queues.ringer.ring([{ lane: lane(), mailboxId: '1' }])).toBe(true);
    await expect(queues.ping()).resolves.toBeUndefined();
    expect(queues.health()).toEqual({ ringing: 'ok', failedAttempts: 0, notes: [] });
  });
}

function describeListening(open: Open, lane: () => string): void {
  it('listens to exactly the lanes it was told last', async () => {
    const queues = await open();
    const heard: string[] = [];
    const workers = queues.openWorkers(
      (mailboxId) => Promise.resolve(void heard.push(mailboxId)),
      2,
    );
    const [left, kept, joined] = ['left', 'kept', 'joined'].map((name) => lane() + name);
    const ring = (at: string | undefined, mailboxId: string): Promise<boolean> =>
      queues.ringer.ring([{ lane: String(at), mailboxId }]);
    await workers.listen(new Set([String(left), String(kept)]));
    await Promise.all([ring(left, '1'), ring(kept, '2')]);
    await until(() => heard.length === 2);
    await workers.listen(new Set([String(kept), String(joined)]));
    expect(workers.lanes).toEqual([kept, joined]);
    await Promise.all([ring(kept, '3'), ring(joined, '4')]);
    await until(() => heard.length === 4);
    expect([...heard].sort()).toEqual(['1', '2', '3', '4']);
  });

  it('hears on after its lanes were opened anew, while an old handler still runs', async () => {
    const queues = await open();
    const { opened, open: finish } = gate();
    const starts: string[] = [];
    const ends: string[] = [];
    const workers = queues.openWorkers(async (mailboxId) => {
      starts.push(mailboxId);
      if (mailboxId === 'old') await opened;
      ends.push(mailboxId);
    }, 4);
    await workers.listen(new Set([lane()]));
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'old' }]);
    await until(() => starts.length > 0);
    await workers.reopen();
    expect(workers.lanes).toEqual([lane()]);
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'new' }]);
    await until(() => ends.includes('new'));
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'old' }]);
    finish();
    await until(() => ends.filter((mailboxId) => mailboxId === 'old').length > 1);
  });
}

function describeClosing(open: Open, lane: () => string): void {
  it('waits for running handlers when it closes, and takes no more bells', async () => {
    const queues = await open();
    const { opened, open: finish } = gate();
    const heard: string[] = [];
    const workers = queues.openWorkers(async (mailboxId) => {
      heard.push(mailboxId);
      await opened;
    }, 1);
    await workers.listen(new Set([lane()]));
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'running' }]);
    await until(() => heard.length === 1);
    let isClosed = false;
    const closing = workers.close(30_000).then(() => (isClosed = true));
    expect(await queues.ringer.ring([{ lane: lane(), mailboxId: 'late' }])).toBe(true);
    expect(isClosed).toBe(false);
    finish();
    await closing;
    expect(heard).toEqual(['running']);
  });

  it('tells handlers that outlive the deadline to stop, and waits no longer', async () => {
    const queues = await open();
    const signals: AbortSignal[] = [];
    const handler: BellHandler = (_mailboxId, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const workers = queues.openWorkers(handler, 1);
    await workers.listen(new Set([lane()]));
    await queues.ringer.ring([{ lane: lane(), mailboxId: 'long' }]);
    await until(() => signals.length === 1);
    expect(signals[0]?.aborted).toBe(false);
    await workers.close(20);
    expect(signals[0]?.aborted).toBe(true);
  });
}

function describeBursts(open: Open, lane: () => string): void {
  it('hands on every mailbox of a burst, no more at a time than it may', async () => {
    const queues = await open();
    const heard = new Set<string>();
    const mailboxIds = Array.from({ length: 40 }, (_, n) => `m${String(n)}`);
    let running = 0;
    let most = 0;
    const workers = queues.openWorkers(async (mailboxId) => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      heard.add(mailboxId);
    }, 3);
    await workers.listen(new Set([lane()]));
    await queues.ringer.ring(mailboxIds.map((mailboxId) => ({ lane: lane(), mailboxId })));
    await until(() => heard.size === 40);
    expect(most).toBeLessThanOrEqual(3);
  });
}

function describeSharing(open: Open, lane: () => string): void {
  it('leaves to others what a worker that is busy does not get to', async () => {
    const prefix = `{bells-${randomUUID()}}`;
    const { opened, open: finish } = gate();
    const heard = new Set<string>();
    const busy = await open(prefix);
    await busy.openWorkers(() => opened, 1).listen(new Set([lane()]));
    const mailboxIds = Array.from({ length: 20 }, (_, n) => `m${String(n)}`);
    await busy.ringer.ring(mailboxIds.map((mailboxId) => ({ lane: lane(), mailboxId })));
    const other = await open(prefix);
    const workers = other.openWorkers((mailboxId) => Promise.resolve(void heard.add(mailboxId)), 1);
    await workers.listen(new Set([lane()]));
    // One runs there, and one waits for its place.
    await until(() => heard.size >= 18);
    finish();
  });
}

/** Counts rings and knows which mailbox saw no handler start after its last one. */
class RingTally {
  thrown = 0;
  private calls = 0;
  private readonly rung = new Map<string, number>();
  private readonly handled = new Map<string, number>();

  readonly handle: BellHandler = async (mailboxId) => {
    const seen = this.rung.get(mailboxId) ?? 0;
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    this.handled.set(mailboxId, Math.max(seen, this.handled.get(mailboxId) ?? 0));
    this.calls += 1;
    if (this.calls % 10 !== 0) return;
    this.thrown += 1;
    throw new Error('a handler that fails');
  };

  note(mailboxId: string): void {
    this.rung.set(mailboxId, (this.rung.get(mailboxId) ?? 0) + 1);
  }

  missing(): string[] {
    return [...this.rung].filter(([id, n]) => (this.handled.get(id) ?? 0) < n).map(([id]) => id);
  }
}
