import type { Blow, FaultKind, Target } from './blow.js';
import type { Site } from './site.js';
import { Storm } from './storm.js';

/** Faults that say when they begin and end, and need no site. */
function open(kinds: readonly string[]): {
  storm: Storm;
  heard: string[];
  end: (kind: string) => void;
} {
  const heard: string[] = [];
  const ends = new Map<string, () => void>();
  const played = kinds.map((kind): FaultKind => {
    const strike = async (): Promise<void> => {
      heard.push(`${kind} begins`);
      await new Promise<void>((resolve) => ends.set(kind, resolve));
      heard.push(`${kind} ends`);
    };
    return { kind, targets: [], weight: 1, holds: [0, 0], strike };
  });
  const broken: FaultKind = {
    ...{ kind: 'broken', targets: [], weight: 1, holds: [0, 0] },
    strike: () => Promise.reject(new Error('nobody there')),
  };
  const storm = new Storm({} as Site, [...played, broken]);
  return { storm, heard, end: (kind) => ends.get(kind)?.() };
}

const blow = (kind: string, target: Target): Blow => ({ kind, target, at: 0, holdMs: 0, seed: 1 });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}

describe(Storm, () => {
  it('lets what harms the same thing wait, and what harms another fall beside it', async () => {
    const { storm, heard, end } = open(['a', 'b', 'c']);
    const over = storm.run([blow('a', 'redis'), blow('b', 'redis'), blow('c', 'wires')]);
    await until(() => heard.length === 2);
    expect(heard).toEqual(['a begins', 'c begins']);
    expect(storm.isAt('redis')).toBe(true);
    end('a');
    await until(() => heard.includes('b begins'));
    end('b');
    end('c');
    await over;
    expect(storm.isAt('redis')).toBe(false);
    expect(Object.fromEntries(storm.struck)).toEqual({ a: 1, b: 1, c: 1 });
  });

  it('remembers what could not be struck, and goes on', async () => {
    const { storm, heard, end } = open(['a']);
    const over = storm.run([blow('broken', 'redis'), blow('a', 'redis')]);
    await until(() => heard.includes('a begins'));
    end('a');
    await over;
    expect(storm.misses.map(({ why }) => why)).toEqual(['nobody there']);
    expect([...storm.struck.keys()]).toEqual(['a']);
  });
});
