import { createSilentLogger } from '#platform';
import type { ClaimedTrial } from '#trials';
import { TrialRounds } from './trial-rounds.js';

/** Trials that wait, and those that run until they are told to end. */
class Waiting {
  readonly running = new Map<string, () => void>();
  readonly stopped: string[] = [];
  asked = 0;
  ring: () => void = () => undefined;
  fault: Error | undefined;

  constructor(readonly ids: string[]) {}

  open(): TrialRounds {
    return new TrialRounds({
      claims: {
        take: () => {
          this.asked += 1;
          if (this.fault !== undefined) return Promise.reject(this.fault);
          const id = this.ids.shift();
          return Promise.resolve(id === undefined ? undefined : ({ id } as ClaimedTrial));
        },
      },
      run: ({ id }, stopping) =>
        new Promise((resolve) => {
          this.running.set(id, resolve);
          stopping.addEventListener('abort', () => {
            this.stopped.push(id);
            resolve();
          });
        }),
      channel: {
        subscribe: (_topic, listener) => {
          this.ring = listener;
          return () => {
            this.ring = () => undefined;
          };
        },
      },
      ...{ capabilities: undefined, log: createSilentLogger() },
    });
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(TrialRounds, () => {
  it('takes what waits as soon as it hears of it, four at a time, and the next when one ends', async () => {
    const waiting = new Waiting(['a', 'b', 'c', 'd', 'e', 'f']);
    const rounds = waiting.open();
    rounds.start();
    waiting.ring();
    await settled();
    expect([...waiting.running.keys()]).toEqual(['a', 'b', 'c', 'd']);
    waiting.running.get('b')?.();
    await settled();
    expect([...waiting.running.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    await rounds.stop(0);
  });

  it('looks again when it was told of one while it looked', async () => {
    const waiting = new Waiting([]);
    const rounds = waiting.open();
    await rounds.look();
    waiting.ids.push('late');
    await rounds.look();
    await settled();
    expect([...waiting.running.keys()]).toEqual(['late']);
    await rounds.stop(0);
  });

  it('goes on after a fault when it is asked again', async () => {
    const waiting = new Waiting(['a']);
    const rounds = waiting.open();
    waiting.fault = new Error('The database is away.');
    await rounds.look();
    await settled();
    expect(waiting.asked).toBe(1);
    waiting.fault = undefined;
    await rounds.look();
    await settled();
    expect([...waiting.running.keys()]).toEqual(['a']);
    await rounds.stop(0);
  });

  it('lets what runs end at a stop, breaks off what does not, and takes no more', async () => {
    const waiting = new Waiting(['a', 'b']);
    const rounds = waiting.open();
    rounds.start();
    await rounds.look();
    await settled();
    const stopping = rounds.stop(50);
    waiting.ids.push('c');
    waiting.running.get('a')?.();
    await rounds.look();
    await stopping;
    expect([waiting.stopped.includes('b'), [...waiting.running.keys()]]).toEqual([
      true,
      ['a', 'b'],
    ]);
  });
});
