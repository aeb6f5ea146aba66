import { isOpen, mayEnd, outcomeOf, summarize, type CancelState } from './cancel-table.js';

const state = (more: Partial<CancelState>): CancelState => ({
  id: 'msg-1',
  status: 'delivered',
  isMail: true,
  isAsked: true,
  ...more,
});

describe('what cancelling does to a message', () => {
  it.each([
    ['delivered', true, true, 'cancelling'],
    ['processing', true, true, 'cancelling'],
    ['delivered', true, false, 'settled'],
    ['delivered', false, true, 'settled'],
    ['cancelled', true, true, 'cancelled'],
    ['completed', true, true, 'settled'],
    ['failed', true, true, 'settled'],
    ['expired', true, true, 'settled'],
  ] as const)('%s, mail: %s, asked: %s: %s', (status, isMail, isAsked, outcome) => {
    expect(outcomeOf(state({ status, isMail, isAsked }))).toBe(outcome);
  });

  it.each([
    ['delivered', true, true],
    ['processing', true, true],
    ['delivered', false, false],
    ['completed', true, false],
    ['cancelled', true, false],
  ] as const)('a message that is %s, mail: %s, is open: %s', (status, isMail, open) => {
    expect(isOpen({ status, isMail })).toBe(open);
  });
});

describe(mayEnd, () => {
  it.each([
    [{ isHead: false, isHeld: false, isOverdue: false }, true],
    [{ isHead: false, isHeld: true, isOverdue: false }, true],
    [{ isHead: true, isHeld: false, isOverdue: false }, true],
    [{ isHead: true, isHeld: true, isOverdue: false }, false],
    [{ isHead: true, isHeld: true, isOverdue: true }, true],
  ])('ends a message without its turn: %j %s', (asked, ends) => {
    expect(mayEnd(asked)).toBe(ends);
  });
});

describe(summarize, () => {
  it('is as far as the message that takes longest', () => {
    const cancelled = state({ status: 'cancelled' });
    const settled = state({ status: 'completed' });
    expect(summarize([])).toMatchObject({ outcome: 'settled' });
    expect(summarize([settled])).toMatchObject({ outcome: 'settled' });
    expect(summarize([settled, cancelled])).toMatchObject({ outcome: 'cancelled' });
    expect(summarize([cancelled, state({ id: 'msg-2' }), settled])).toEqual({
      outcome: 'cancelling',
      counts: { cancelled: 1, cancelling: 1, settled: 1 },
      messages: [
        { message_id: 'msg-1', outcome: 'cancelled', status: 'cancelled' },
        { message_id: 'msg-2', outcome: 'cancelling', status: 'processing' },
        { message_id: 'msg-1', outcome: 'settled', status: 'completed' },
      ],
    });
  });

  it('counts all and lists a thousand', () => {
    const { messages, counts } = summarize(
      Array.from({ length: 1_500 }, () => state({ status: 'cancelled' })),
    );
    expect(messages).toHaveLength(1_000);
    expect(counts.cancelled).toBe(1_500);
  });
});
