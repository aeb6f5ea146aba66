import type { Turn } from '#messaging';
import { TurnCancels } from './turn-cancels.js';

const turnOn = (id: string, workspace = 'default'): Turn =>
  ({ lease: { workspace }, message: { id } }) as Turn;
const order = (...messageIds: string[]) => ({ workspace: 'default', messageIds });

describe(TurnCancels.name, () => {
  it('aborts the turns on the messages that are named, and no other', () => {
    const cancels = new TurnCancels();
    const [first, second, stranger] = [
      cancels.begin(turnOn('1')),
      cancels.begin(turnOn('2')),
      cancels.begin(turnOn('1', 'elsewhere')),
    ];
    cancels.cancel(order('1', '3'));
    expect(first.signal.aborted).toBe(true);
    expect(second.signal.aborted).toBe(false);
    expect(stranger.signal.aborted).toBe(false);
  });

  it('aborts a turn that begins after its cancellation was heard', () => {
    const cancels = new TurnCancels();
    cancels.cancel(order('1'));
    expect(cancels.begin(turnOn('1')).signal.aborted).toBe(true);
  });

  it('forgets a turn that has ended, but not its successor', () => {
    const cancels = new TurnCancels();
    const first = cancels.begin(turnOn('1'));
    const second = cancels.begin(turnOn('1'));
    first.end();
    cancels.cancel(order('1'));
    expect(first.signal.aborted).toBe(false);
    expect(second.signal.aborted).toBe(true);
  });

  it('remembers a thousand cancellations, the latest', () => {
    const cancels = new TurnCancels();
    cancels.cancel(order('first'));
    cancels.cancel(order(...Array.from({ length: 999 }, (_, n) => String(n))));
    cancels.cancel(order('first', 'last'));
    expect(cancels.begin(turnOn('first')).signal.aborted).toBe(true);
    expect(cancels.begin(turnOn('last')).signal.aborted).toBe(true);
    expect(cancels.begin(turnOn('0')).signal.aborted).toBe(false);
  });
});
