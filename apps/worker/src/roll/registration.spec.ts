import { createSilentLogger } from '#platform';
import type { Heartbeat, ServingWorker } from '#messaging';
import { ManualClock } from '../manual-clock.fixture.js';
import { Registration } from './registration.js';

const worker = {
  ...{ id: 'wrk-1', host: 'worker-1', pid: 7, version: '1.0.0' },
  ...{ capabilities: ['a'], concurrency: 4, codeAgents: [] },
};

/** A roll that writes down what it is told. */
class PlayedRoll {
  readonly beats: Heartbeat[] = [];
  readonly left: string[] = [];
  answer: Promise<unknown> = Promise.resolve();
  others: ServingWorker[] = [];

  async beat(heartbeat: Heartbeat): Promise<void> {
    this.beats.push(heartbeat);
    await this.answer;
  }

  leave(id: string): Promise<void> {
    this.left.push(id);
    return Promise.resolve();
  }

  serving(): Promise<ServingWorker[]> {
    return Promise.resolve(this.others);
  }
}

function open({ isPartial = true } = {}) {
  const roll = new PlayedRoll();
  const clock = new ManualClock();
  const heard: (readonly ServingWorker[])[] = [];
  const registration = new Registration({
    ...{ roll, worker, clock, log: createSilentLogger() },
    look: () => ({ lanes: ['direct'], turnsRunning: 1, turnsTotal: 9 }),
    remit: { isPartial, hear: (others) => heard.push(others) },
  });
  return { roll, clock, heard, registration };
}

describe(Registration.name, () => {
  it('is on the roll when it has started, with what it does', async () => {
    const { roll, clock, registration } = open();
    clock.advance(500);
    await registration.start();
    expect(roll.beats).toEqual([
      { worker, status: 'running', upMs: 500, lanes: ['direct'], turnsRunning: 1, turnsTotal: 9 },
    ]);
    await registration.leave();
  });

  it('hears who else serves what, without itself', async () => {
    const { roll, heard, registration } = open();
    roll.others = [worker, { id: 'wrk-2', capabilities: undefined }];
    await registration.start();
    expect(heard).toEqual([[{ id: 'wrk-2', capabilities: undefined }]]);
    await registration.leave();
  });

  it('does not ask who else there is when it serves all', async () => {
    const { heard, registration } = open({ isPartial: false });
    await registration.start();
    expect(heard).toEqual([]);
    await registration.leave();
  });

  it('says at once that it stops, then leaves', async () => {
    const { roll, registration } = open();
    await registration.start();
    registration.stopping();
    await registration.leave();
    expect(roll.beats.map(({ status }) => status)).toEqual(['running', 'stopping']);
    expect(roll.left).toEqual(['wrk-1']);
  });

  it('starts and stops also while Postgres does not answer', async () => {
    const { roll, registration } = open();
    roll.answer = new Promise(() => undefined);
    const startedAt = performance.now();
    await registration.start();
    await registration.leave();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(roll.left).toEqual([]);
  });
});
