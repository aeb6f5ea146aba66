import { orderDepthFirst } from './order-nodes.js';

const nodes = ['a', 'b', 'c', 'd'].map((id, depth) => ({ id, depth }));
const link = (
  from: string,
  to: string,
  bothWays = false,
): Parameters<typeof orderDepthFirst>[1][number] => ({
  ...{ from, to, bothWays },
});

describe('orderDepthFirst', () => {
  it('goes down a branch before it goes to the next', () => {
    const ordered = orderDepthFirst(nodes, [link('a', 'b'), link('a', 'c'), link('b', 'd')]);
    expect(ordered.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
  });

  it('ends in a circle, and leaves nobody out', () => {
    const ordered = orderDepthFirst(nodes, [link('a', 'b'), link('b', 'a'), link('d', 'a', true)]);
    expect(ordered.map(({ id }) => id)).toEqual(['a', 'b', 'd', 'c']);
    expect(orderDepthFirst([], [])).toEqual([]);
  });
});
