import { BoundedLabel } from './bounded-label.js';

describe(BoundedLabel, () => {
  it('tells the first values apart, and calls all later ones other', () => {
    const label = new BoundedLabel(2);
    expect(['a', 'b', 'c', 'a', 'd'].map((value) => label.of(value))).toEqual([
      ...['a', 'b', 'other', 'a', 'other'],
    ]);
  });

  it('cuts what is no name', () => {
    expect(new BoundedLabel(1).of('x'.repeat(5_000))).toHaveLength(128);
  });
});
