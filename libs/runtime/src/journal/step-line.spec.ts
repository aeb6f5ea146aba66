import fc from 'fast-check';
import type { Step } from '#messaging';
import { StepLine, type PlacedStep } from './step-line.js';

/** What an attempt leaves of the steps it placed. */
function leave(placed: readonly PlacedStep[], more: Partial<Step> = {}): Step[] {
  return placed.map(({ no, kind, name, requestHash, key }) => ({
    ...{ no, kind, name, requestHash, state: 'done', response: {}, durationMs: 1 },
    idempotencyKey: kind === 'model' ? undefined : key,
    tokens: { input: 1, output: 1 },
    ...more,
  }));
}

const first = (): StepLine => new StepLine('msg-1', []);
const next = (steps: readonly Step[]): StepLine => new StepLine('msg-1', steps);

describe(StepLine, () => {
  it('numbers new steps from 1 and gives each a key of its own', () => {
    const line = first();
    const placed = [1, 2, 3].map((n) => line.place('tool', 'pay', { n }));
    expect(placed.map(({ no, key, known }) => [no, key, known])).toEqual([
      [1, 'caxton-msg-1-1', undefined],
      [2, 'caxton-msg-1-2', undefined],
      [3, 'caxton-msg-1-3', undefined],
    ]);
  });

  it('finds the steps of an earlier attempt that asks for the same, in order', () => {
    const ask = (line: StepLine): PlacedStep[] => [
      line.place('model', 'm', { messages: ['a'] }),
      line.place('tool', 'pay', { amount: 1 }),
      line.place('tool', 'pay', { amount: 1 }),
    ];
    const again = ask(next(leave(ask(first()))));
    expect(again.map(({ no, known }) => [no, known?.no])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it('counts those that ask for the same, found or new, whatever their numbers', () => {
    const ask = (line: StepLine): PlacedStep[] => [
      line.place('tool', 'look_up', {}),
      line.place('tool', 'pay', { amount: 1 }),
      line.place('tool', 'pay', { amount: 1 }),
    ];
    const placed = ask(first());
    const left = leave(placed).map((step) =>
      step.name === 'look_up' ? { ...step, state: 'superseded' as const } : step,
    );
    const again = ask(next(left.slice(0, 2)));
    expect(placed.map(({ no, ordinal }) => [no, ordinal])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
    ]);
    expect(again.map(({ no, ordinal }) => [no, ordinal])).toEqual([
      [3, 1],
      [2, 1],
      [4, 2],
    ]);
  });

  it('sees through the order of keys, and through nothing else', () => {
    const left = leave([first().place('tool', 'pay', { to: 'A', amount: 1 })]);
    expect(next(left).place('tool', 'pay', { amount: 1, to: 'A' }).known?.no).toBe(1);
    expect(next(left).place('tool', 'pay', { amount: 2, to: 'A' }).known).toBeUndefined();
    expect(next(left).place('tool', 'give', { to: 'A', amount: 1 }).known).toBeUndefined();
    expect(next(left).place('code', 'pay', { to: 'A', amount: 1 }).known).toBeUndefined();
  });

  it('never gives the number of one request to another, so that no key means two things', () => {
    const line = first();
    const left = leave([line.place('model', 'm', 'old'), line.place('tool', 'pay', { amount: 1 })]);
    const other = next(left);
    const ask = other.place('model', 'm', 'new');
    const call = other.place('tool', 'pay', { amount: 2 });
    expect([ask.no, call.no]).toEqual([3, 4]);
    expect(call.key).toBe('caxton-msg-1-4');
  });

  it('on another course lets go of answers and readings, and keeps calls outside in mind', () => {
    const line = first();
    const left = leave([line.place('model', 'm', 'old'), line.place('tool', 'pay', { amount: 1 })]);
    const other = next(left);
    other.place('model', 'm', 'new');
    expect(other.leave().map(({ no }) => no)).toEqual([1]);
    expect(other.place('tool', 'pay', { amount: 1 })).toMatchObject({ no: 2, known: { no: 2 } });
    expect(other.leave()).toEqual([]);
  });

  it('does not replay what was superseded, and keeps its number taken', () => {
    const left = leave([first().place('model', 'm', 'old')], { state: 'superseded' });
    expect(next(left).place('model', 'm', 'old')).toMatchObject({ no: 2, known: undefined });
  });

  it('gives every call the same number and key in every attempt, however often it is cut off', () => {
    const request = fc.record({ kind: fc.constantFrom('model', 'tool'), n: fc.nat(4) });
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 12 }),
        fc.array(fc.nat(12), { maxLength: 4 }),
        (requests, cuts) => {
          const place = (line: StepLine): PlacedStep[] =>
            requests.map(({ kind, n }) => line.place(kind as 'tool', 'x', n));
          const whole = place(first()).map(({ no, key }) => ({ no, key }));
          let left: Step[] = [];
          for (const cut of cuts) {
            const placed = place(next(left));
            expect(placed.map(({ no, key }) => ({ no, key }))).toEqual(whole);
            left = leave(placed.slice(0, Math.max(cut, left.length)));
          }
        },
      ),
    );
  });
});
