import { listing } from './listing.js';

const pageOf = (at: number, limit: number): { n: number[]; next_cursor?: string } => ({
  n: Array.from({ length: Math.min(limit, 250 - at) }, (_value, index) => at + index),
  ...(at + limit < 250 ? { next_cursor: String(at + limit) } : {}),
});

describe(listing, () => {
  it.each([
    [10, 10, '10', [10]],
    [100, 100, '100', [100]],
    [150, 150, '150', [100, 50]],
    [1_000, 250, undefined, [100, 100, 100]],
  ])('reads of 250 items at most %p', async (most, count, next, limits) => {
    const asked: number[] = [];
    const read = await listing(async ({ cursor = '0', limit }) => {
      asked.push(limit);
      return pageOf(Number(cursor), limit);
    }).read('n', most);
    expect(read.n).toEqual(Array.from({ length: count }, (_value, index) => index));
    expect([read.next_cursor, asked]).toEqual([next, limits]);
  });
});
