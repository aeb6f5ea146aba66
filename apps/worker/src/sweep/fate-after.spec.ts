import { fateAfter } from './fate-after.js';

describe(fateAfter, () => {
  it.each([
    [1, 'beside others of its kind'],
    [2, 'runs alone'],
    [3, 'is given up'],
  ])('after %i deaths a message %s', (crashes, fate) => {
    expect(fateAfter(crashes)).toContain(fate);
  });
});
