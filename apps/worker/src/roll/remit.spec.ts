import type { ServingWorker } from '#messaging';
import { ManualClock } from '../manual-clock.fixture.js';
import { Remit } from './remit.js';

const serving = (...all: (readonly string[] | undefined)[]): ServingWorker[] =>
  all.map((capabilities, index) => ({ id: `wrk-${String(index)}`, capabilities }));

describe(Remit.name, () => {
  it('takes everything when no capabilities were named', () => {
    const remit = new Remit(undefined, new ManualClock());
    expect(remit.isPartial).toBe(false);
    expect(remit.takes('anything')).toBe(true);
    expect(remit.selection).toEqual({});
  });

  it('takes its own mail and mail that names no capability', () => {
    const remit = new Remit(['a'], new ManualClock());
    remit.hear(serving(undefined));
    expect([remit.takes('a'), remit.takes(undefined), remit.takes('z')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(remit.selection).toEqual({ only: ['a'] });
  });

  it('leaves mail to others right after its start, before it knows who they are', () => {
    expect(new Remit(['a'], new ManualClock()).takes('z')).toBe(false);
  });

  it('takes mail that nobody who serves it has been seen for, after half a minute', () => {
    const clock = new ManualClock();
    const remit = new Remit(['a'], clock);
    clock.advance(29_000);
    expect(remit.takes('z')).toBe(false);
    clock.advance(1_000);
    expect(remit.takes('z')).toBe(true);
    expect(remit.selection).toEqual({ except: [] });
  });

  it('leaves to another what only that one serves, for half a minute beyond its death', () => {
    const clock = new ManualClock();
    const remit = new Remit(['a'], clock);
    clock.advance(30_000);
    remit.hear(serving(['a', 'z']));
    expect([remit.takes('z'), remit.takes('y'), remit.takes('a')]).toEqual([false, true, true]);
    expect(remit.selection).toEqual({ except: ['z'] });
    clock.advance(30_000);
    remit.hear([]);
    expect(remit.takes('z')).toBe(true);
  });

  it('leaves everything else to a worker that serves all, as soon as that one is back', () => {
    const clock = new ManualClock();
    const remit = new Remit(['a'], clock);
    clock.advance(60_000);
    remit.hear(serving(undefined));
    expect(remit.takes('z')).toBe(false);
    expect(remit.selection).toEqual({ only: ['a'] });
  });
});
