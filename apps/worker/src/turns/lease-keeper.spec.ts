import { createSilentLogger } from '#platform';
import type { Lease } from '#messaging';
import { ManualClock } from '../manual-clock.fixture.js';
import { LeaseKeeper } from './lease-keeper.js';

const leaseMs = 12_000;

function lease(mailboxId: string, epoch = '1'): Lease {
  return {
    mailboxId,
    workspace: 'default',
    agentId: 'agt-1',
    agentName: 'Echo',
    agentVersion: 1,
    conversationId: 'conv-1',
    epoch,
    token: `token-${mailboxId}-${epoch}`,
  };
}

/** A keeper whose renewals are answered by the test. */
function open(answer: (asked: readonly string[]) => Promise<string[]>) {
  const clock = new ManualClock();
  const asked: string[][] = [];
  const keeper = new LeaseKeeper(
    async (leases) => {
      const ids = leases.map(({ mailboxId }) => mailboxId);
      asked.push(ids);
      return new Set(await answer(ids));
    },
    leaseMs,
    clock,
    createSilentLogger(),
  );
  const live = async (milliseconds: number, step = 500): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += step) {
      clock.advance(step);
      keeper.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { clock, keeper, asked, live };
}

describe(LeaseKeeper.name, () => {
  it('renews all leases in one statement every third of their length', async () => {
    const { keeper, asked, live, clock } = open((ids) => Promise.resolve([...ids]));
    const signals = ['1', '2', '3'].map((id) => keeper.hold(lease(id), clock.monotonic()));
    await live(60_000);
    expect(asked.length).toBeGreaterThanOrEqual(13);
    expect(asked.length).toBeLessThanOrEqual(16);
    expect(asked.every((ids) => ids.join() === '1,2,3')).toBe(true);
    expect(signals.some(({ aborted }) => aborted)).toBe(false);
  });

  it('aborts a turn whose lease was not renewed for 0.8 of its length, and not before', async () => {
    const { keeper, live, clock } = open((ids) => Promise.resolve(ids.filter((id) => id !== '2')));
    const [kept, lost] = ['1', '2'].map((id) => keeper.hold(lease(id), clock.monotonic()));
    await live(leaseMs * 0.8 - 1_000);
    expect(lost?.aborted).toBe(false);
    await live(1_500);
    expect(lost?.aborted).toBe(true);
    expect(kept?.aborted).toBe(false);
    expect(keeper.fencedTurns).toBe(1);
  });

  it('counts the time from before the claim was sent', async () => {
    const { keeper, live, clock } = open(() => Promise.resolve([]));
    const askedAt = clock.monotonic();
    clock.advance(9_000);
    const signal = keeper.hold(lease('1'), askedAt);
    await live(1_000);
    expect(signal.aborted).toBe(true);
  });

  it('finds itself fenced when the process was stopped and wakes', () => {
    const { keeper, clock } = open((ids) => Promise.resolve([...ids]));
    const signal = keeper.hold(lease('1'), clock.monotonic());
    clock.advance(leaseMs * 3);
    keeper.tick();
    expect(signal.aborted).toBe(true);
  });

  it('keeps trying while Postgres is away, and is saved when it comes back in time', async () => {
    let isAway = true;
    const { keeper, asked, live, clock } = open((ids) =>
      isAway ? Promise.reject(new Error('away')) : Promise.resolve([...ids]),
    );
    const signal = keeper.hold(lease('1'), clock.monotonic());
    await live(8_000);
    expect(asked.length).toBeGreaterThan(3);
    isAway = false;
    await live(30_000);
    expect(signal.aborted).toBe(false);
  });

  it('does not take an answer for newer than its question', async () => {
    const { keeper, live, clock } = open((ids) => Promise.resolve([...ids]));
    const signal = keeper.hold(lease('1'), clock.monotonic());
    keeper.renewed(lease('1'), clock.monotonic() - leaseMs);
    await live(500);
    expect(signal.aborted).toBe(true);
  });

  it('asks nothing for mailboxes that were let go', async () => {
    const { keeper, asked, live, clock } = open((ids) => Promise.resolve([...ids]));
    keeper.hold(lease('1'), clock.monotonic());
    keeper.letGo(lease('1'));
    await live(30_000);
    expect(asked).toEqual([]);
  });

  it('keeps the lease of a newer turn when an older one of its mailbox lets go', async () => {
    const { keeper, asked, live, clock } = open((ids) => Promise.resolve([...ids]));
    keeper.hold(lease('1'), clock.monotonic());
    const signal = keeper.hold(lease('1', '2'), clock.monotonic());
    keeper.letGo(lease('1'));
    await live(30_000);
    expect(asked.length).toBeGreaterThanOrEqual(6);
    expect(signal.aborted).toBe(false);
  });

  it('does not count the renewal of an older lease for a newer one', async () => {
    const { keeper, live, clock } = open(() => Promise.resolve([]));
    const signal = keeper.hold(lease('1', '2'), clock.monotonic());
    await live(leaseMs * 0.8 - 1_000);
    keeper.renewed(lease('1'), clock.monotonic());
    await live(1_500);
    expect(signal.aborted).toBe(true);
  });

  it('aborts everything when the worker must stop', () => {
    const { keeper, clock } = open((ids) => Promise.resolve([...ids]));
    const signals = ['1', '2'].map((id) => keeper.hold(lease(id), clock.monotonic()));
    keeper.abortAll();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});
