import { drawBar } from './bar.js';

describe(drawBar, () => {
  it.each([
    [0, 4, '[....]   0 %  0 of 4'],
    [3, 4, '[###.]  75 %  3 of 4'],
    [4, 4, '[####] 100 %  4 of 4'],
    [0, 0, '[####] 100 %  0 of 0'],
    [999, 1_000, '[####]  99 %  999 of 1000'],
  ])('draws %p of %p', (done, total, bar) => {
    expect(drawBar(done, total, 4)).toBe(bar);
  });
});
