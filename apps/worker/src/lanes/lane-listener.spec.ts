import { createSilentLogger } from '#platform';
import { LaneListener, lanesFor } from './lane-listener.js';

const laneOf = (capability: string | undefined, count: number): string =>
  `${capability ?? 'direct'} of ${String(count)}`;

describe(lanesFor, () => {
  it('listens for every capability and for mail that names none', () => {
    expect([...lanesFor(['a', 'b'], undefined, laneOf)]).toEqual([
      'direct of 2',
      'a of 2',
      'b of 2',
    ]);
  });

  it('listens for the chosen ones only, also before they exist', () => {
    expect([...lanesFor(['a', 'b'], ['b', 'c'], laneOf)]).toEqual([
      'direct of 2',
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
      laneOf,
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
      ['direct of 1', 'a of 1'],
      ['direct of 2', 'a of 2', 'b of 2'],
    ]);
  });

  it('goes on with what it has when the registry cannot be read', async () => {
    const listener = new LaneListener({
      workers: { listen: () => Promise.resolve() },
      laneOf,
      capabilities: () => Promise.reject(new Error('away')),
      onRegistryChange: () => () => undefined,
      only: undefined,
      log: createSilentLogger(),
    });
    await expect(listener.start()).resolves.toBeUndefined();
    await listener.stop();
  });
});
