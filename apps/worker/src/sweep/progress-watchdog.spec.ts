import fc from 'fast-check';
import { createSilentLogger } from '#platform';
import { ManualClock } from '../manual-clock.fixture.js';
import { ProgressWatchdog } from './progress-watchdog.js';
import { cureFor, isWedged } from './wedge.js';

describe(isWedged, () => {
  it('needs waiting mail, silence and a free slot, all at once', () => {
    const wedged = { oldestReadyMs: 31_000, quietMs: 31_000, freeSlots: 1 };
    expect(isWedged(wedged)).toBe(true);
    expect(isWedged({ ...wedged, oldestReadyMs: 30_000 })).toBe(false);
    expect(isWedged({ ...wedged, quietMs: 30_000 })).toBe(false);
    expect(isWedged({ ...wedged, freeSlots: 0 })).toBe(false);
  });
});

describe(cureFor, () => {
  it('is the end of the process only for a relapse within five minutes', () => {
    expect(cureFor(1, undefined)).toBe('reopen');
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (last, passed) => {
        expect(cureFor(last + passed, last)).toBe(passed < 300_000 ? 'exit' : 'reopen');
      }),
    );
  });
});

describe(ProgressWatchdog.name, () => {
  it('opens the lanes anew, and gives up when that was in vain', async () => {
    const acts: string[] = [];
    const clock = new ManualClock();
    const watchdog = new ProgressWatchdog({
      workers: {
        quietFor: 40_000,
        reopen: () => {
          acts.push('reopen');
          return Promise.resolve();
        },
      },
      backlog: () => Promise.resolve({ oldestMs: 40_000 }),
      freeSlots: () => 4,
      onHopeless: () => acts.push('exit'),
      clock,
      log: createSilentLogger(),
    });
    await watchdog.look();
    clock.advance(60_000);
    await watchdog.look();
    clock.advance(600_000);
    await watchdog.look();
    expect(acts).toEqual(['reopen', 'exit', 'reopen']);
    expect(watchdog.wedgesSeen).toBe(3);
  });
});
