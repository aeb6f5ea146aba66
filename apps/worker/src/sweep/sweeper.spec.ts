import { createSilentLogger } from '#platform';
import type { MailboxSweep, MailedMailbox, MailSelection } from '#messaging';
import { ManualClock } from '../manual-clock.fixture.js';
import { Sweeper, type SweeperKit } from './sweeper.js';

interface World {
  due: MailedMailbox[];
  isHeard: Promise<boolean>;
  slots: number;
  isAway: boolean;
  remit: { selection: MailSelection };
  lateLeaseInMs: number | undefined;
}

type Recorder = (act: string) => () => Promise<number>;

function recordIn(acts: string[]): Recorder {
  return (act) => () => {
    acts.push(act);
    return Promise.resolve(0);
  };
}

function playSweep(state: World, did: Recorder): MailboxSweep {
  return {
    due: ({ only }: MailSelection) =>
      state.isAway
        ? Promise.reject(new Error('away'))
        : Promise.resolve(
            state.due.filter(({ capability = '' }) => only?.includes(capability) ?? true),
          ),
    freeAbandoned: () => Promise.resolve([]),
    settleExpired: did('expired'),
    settleOrphans: did('orphans'),
    approvals: { settleOverdue: did('overdue approvals'), withdrawLeft: did('left approvals') },
    strays: { handOver: did('stray answers') },
    endBatches: () => Promise.resolve(0),
  } as unknown as MailboxSweep;
}

const quiet = { look: () => Promise.resolve() };

function playDrain(state: World, acts: string[]): SweeperKit['drain'] {
  return {
    get room() {
      return state.slots;
    },
    runIfFree: (mailboxId) => {
      if (state.slots === 0) return false;
      state.slots -= 1;
      acts.push(`run ${mailboxId}`);
      return true;
    },
  };
}

function open(world: Partial<World> = {}) {
  const state: World = {
    due: [],
    isHeard: Promise.resolve(true),
    slots: 9,
    isAway: false,
    remit: { selection: {} },
    lateLeaseInMs: undefined,
    ...world,
  };
  const acts: string[] = [];
  const clock = new ManualClock();
  const did = recordIn(acts);
  const sweeper = new Sweeper({
    sweep: playSweep(state, did),
    doorbell: {
      isHeard: true,
      tryRing: (mailboxes) => {
        acts.push(`ring ${mailboxes.map(({ mailboxId }) => mailboxId).join()}`);
        return state.isHeard;
      },
    },
    drain: playDrain(state, acts),
    suspects: {
      fill: () => Promise.resolve(void acts.push('suspects fill')),
      foresee: () => {
        acts.push('suspects foresee');
        return Promise.resolve(state.lateLeaseInMs);
      },
    },
    ...{ finishDraining: did('draining'), forgetLost: did('lost') },
    dropEndedLogins: did('logins'),
    analyzeGrown: () => Promise.resolve(),
    ...{ cancels: quiet, watchdog: quiet, learning: quiet, embedding: quiet },
    expiry: quiet,
    ...{ retention: quiet, usage: quiet, artifacts: quiet, webhooks: quiet, keeping: quiet },
    trials: quiet,
    remit: state.remit,
    clock,
    log: createSilentLogger(),
    random: () => 0.5,
  });
  const sweepOnce = async (): Promise<string[]> => {
    acts.length = 0;
    await sweeper.sweepOnce();
    return acts.filter((act) => /^(?:ring|run) /.test(act));
  };
  return { state, acts, clock, sweeper, sweepOnce };
}

const suspects = ['suspects fill', 'suspects foresee'];

const mail = (...ids: string[]): MailedMailbox[] =>
  ids.map((mailboxId) => ({ mailboxId, capability: 'echo' }));

describe(Sweeper.name, () => {
  it('rings for mail that is due, and runs what there is room for: its bell may be lost again', async () => {
    const acts = await open({ due: mail('1', '2'), slots: 1 }).sweepOnce();
    expect(acts).toEqual(['ring 1,2', 'run 1']);
  });

  it('only rings for mail that is due while all slots are taken', async () => {
    expect(await open({ due: mail('1', '2'), slots: 0 }).sweepOnce()).toEqual(['ring 1,2']);
  });

  it('runs the mail itself when the queue refuses the bells', async () => {
    const { sweepOnce } = open({ due: mail('1', '2'), isHeard: Promise.resolve(false) });
    expect(await sweepOnce()).toEqual(['ring 1,2', 'run 1', 'run 2']);
  });

  it('runs the mail itself when the queue does not answer in half a second', async () => {
    const { sweepOnce } = open({ due: mail('1'), isHeard: new Promise(() => undefined) });
    const startedAt = performance.now();
    expect(await sweepOnce()).toEqual(['ring 1', 'run 1']);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it('runs no more than there are free slots', async () => {
    const world = { due: mail('1', '2', '3'), isHeard: Promise.resolve(false), slots: 2 };
    expect(await open(world).sweepOnce()).toEqual(['ring 1,2,3', 'run 1', 'run 2']);
  });

  it('leaves to others what it does not serve: mail, also without bells', async () => {
    const { sweepOnce } = open({
      due: [...mail('1'), { mailboxId: '2', capability: 'other' }],
      isHeard: Promise.resolve(false),
      remit: { selection: { only: ['echo'] } },
    });
    expect(await sweepOnce()).toEqual(['ring 1', 'run 1']);
  });

  it('runs the suspects that wait, and looks whether more are coming', async () => {
    const { acts, sweepOnce } = open();
    await sweepOnce();
    expect(acts).toEqual(expect.arrayContaining(['suspects fill', 'suspects foresee']));
  });

  it('sweeps every second, and in the moment when the lease of a dead worker runs out', async () => {
    const { state, clock, sweeper, sweepOnce } = open();
    expect(sweeper.nextInMs).toBe(1_000);
    state.lateLeaseInMs = 300;
    await sweepOnce();
    expect(sweeper.nextInMs).toBe(300);
    clock.advance(290);
    expect(sweeper.nextInMs).toBe(50);
    state.lateLeaseInMs = undefined;
    await sweepOnce();
    expect(sweeper.nextInMs).toBe(1_000);
  });

  it('does its other chores although one fails', async () => {
    const { acts, sweepOnce } = open({ isAway: true });
    await sweepOnce();
    expect(acts).toEqual(['expired', 'overdue approvals', 'orphans', ...suspects]);
    await sweepOnce();
    const mail = ['expired', 'overdue approvals', 'stray answers', 'orphans'];
    expect(acts).toEqual([...mail, ...suspects, 'draining']);
  });

  it('does not stop in the middle of a sweep', async () => {
    const { sweeper, acts } = open();
    sweeper.start();
    await sweeper.stop();
    expect(acts).toEqual([]);
  });
});
