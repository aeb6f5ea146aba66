import { createSilentLogger } from '#platform';
import type { ClaimedTrial, ScenarioOutcome } from '#trials';
import { Gate } from '../gate.fixture.js';
import { ManualClock } from '../manual-clock.fixture.js';
import { runTrial, type TrialKit } from './run-trial.js';

const trial: ClaimedTrial = {
  ...{ workspace: 'default', id: 'test-1', token: 't', principal: 'ann', leftMs: 30_000 },
  request: {
    scenarios: ['one', 'two', 'three'].map((name) => ({ name, input: 'it' })),
    ...{ configuration: {}, allowTools: [], issues: [] },
  },
};

const outcome = (index: number): ScenarioOutcome => ({
  ...{ index, durationMs: 1, capabilities: [], calls: [], preview: '', cost: 0 },
  tokens: { input: 0, output: 0 },
});

/** A trial whose scenarios end when they are told to, and what was written of it. */
function play(parts: Partial<TrialKit['claims']> = {}): {
  kit: TrialKit;
  acts: string[];
  clock: ManualClock;
} {
  const acts: string[] = [];
  const clock = new ManualClock();
  const claims: TrialKit['claims'] = {
    renew: () => Promise.resolve(true),
    note: (_trial, { index }) => Promise.resolve(acts.push(`note ${String(index)}`) > 0),
    finish: (_trial, why) => Promise.resolve(void acts.push(`finish ${why ?? 'well'}`)),
    ...parts,
  };
  const runScenario = (_trial: ClaimedTrial, index: number): Promise<ScenarioOutcome> => {
    acts.push(`run ${String(index)}`);
    return Promise.resolve(outcome(index));
  };
  return { kit: { claims, runScenario, clock, log: createSilentLogger() }, acts, clock };
}

const going = new AbortController().signal;

describe(runTrial, () => {
  it('runs every scenario, two beside one another, and keeps each as it ends', async () => {
    const { kit, acts } = play();
    await runTrial(kit, trial, going);
    expect(acts.slice(0, 2)).toEqual(['run 0', 'run 1']);
    expect([...acts].sort()).toEqual([
      ...['finish well', 'note 0', 'note 1', 'note 2', 'run 0', 'run 1', 'run 2'],
    ]);
  });

  it('begins no scenario when the time is over', async () => {
    const { kit, acts, clock } = play();
    const slow = (_trial: ClaimedTrial, index: number): Promise<ScenarioOutcome> => {
      clock.advance(30_000);
      return Promise.resolve(outcome(index));
    };
    await runTrial({ ...kit, runScenario: slow }, trial, going);
    expect(acts).toEqual(['note 0', 'finish well']);
  });

  it('stops when nobody wants it any more, and writes nothing further', async () => {
    const { kit, acts } = play({ note: () => Promise.resolve(false) });
    await runTrial(kit, trial, going);
    expect(acts).toEqual(['run 0', 'run 1']);
  });

  it('says that the worker was stopped, and keeps nothing of what was broken off', async () => {
    const { kit, acts } = play();
    const stopping = new AbortController();
    const begun = new Gate();
    const running = runTrial(
      {
        ...kit,
        runScenario: async (_trial, index, _left, stop) => {
          begun.open(undefined);
          await new Promise((resolve) => {
            stop.addEventListener('abort', resolve);
          });
          return outcome(index);
        },
      },
      trial,
      stopping.signal,
    );
    await begun.opened;
    stopping.abort();
    await running;
    expect(acts).toEqual(['finish WORKER_STOPPED']);
  });
});
