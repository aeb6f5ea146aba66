import { createSilentLogger } from '#platform';
import { LaneListener, lanesFor } from './lane-listener.js';

const laneOf = (
  capability: string | undefined,
  count: number,
  passedOn: boolean | undefined,
): string => `${passedOn === true ? 'passed on' : (capability ?? 'unnamed')} of ${String(count)}`;

const arrivals = 'arrivals';
const queues = { arrivals, laneOf };

describe(lanesFor, () => {
  it('listens where mail arrives, for every capability, for mail that names none and for what others pass on', () => {
    expect([...lanesFor(['a', 'b'], undefined, queues)]).toEqual([
      arrivals,
      'unnamed of 2',
      'a of 2',
      'b of 2',
      'passed on of 2',
    ]);
  });

  it('listens for the chosen ones only, also before they exist', () => {
    expect([...lanesFor(['a', 'b'], ['b', 'c'], queues)]).toEqual([
      arrivals,
      'unnamed of 2',
      'b of 2',
      'c of 2',
    ]);
  });
});

describe(LaneListener.name, () => {
  it('picks up a capability that appears while it listens', async () => {
    const heard: string[][] = [];
    let change: () => void = () => undefined;
    const existing = ['a'];
    const listener = new LaneListener({
      workers: {
        listen: (lanes) => {
          heard.push([...lanes]);
          return Promise.resolve();
        },
      },
      queues,
      capabilities: () => Promise.resolve([...existing]),
      onRegistryChange: (told) => {
        change = told;
        return () => {
          change = () => undefined;
        };
      },
      only: undefined,
      log: createSilentLogger(),
    });
    await listener.start();
    existing.push('b');
    change();
    await listener.stop();
    change();
    expect(heard).toEqual([
      [arrivals, 'unnamed of 1', 'a of 1', 'passed on of 1'],
      [arrivals, 'unnamed of 2', 'a of 2', 'b of 2', 'passed on of 2'],
    ]);
  });

  it('goes on with what it has when the registry cannot be read', async () => {
    const listener = new LaneListener({
      workers: { listen: () => Promise.resolve() },
      queues,
      capabilities: () => Promise.reject(new Error('away')),
      onRegistryChange: () => () => undefined,
      only: undefined,
      log: createSilentLogger(),
    });
    await expect(listener.start()).resolves.toBeUndefined();
    await listener.stop();
  });
});
