import { isFirstTurn } from './is-first-turn.js';

describe(isFirstTurn, () => {
  it.each([
    ['that just came', 1, {}, true],
    ['whose attempt failed', 2, {}, false],
    ['whose turn was suspended', 1, { keptVersion: 3 }, false],
    ['that was put back', 1, { outdatedReplyId: 'msg-1' }, false],
  ])('of a message %s is told', (_which, attempt, message, expected) => {
    expect(isFirstTurn({ attempt, message })).toBe(expected);
  });
});
