import { VectorCache } from './vector-cache.js';

const vector = Float32Array.from([1]);

describe(VectorCache, () => {
  it('forgets what was asked for longest ago', () => {
    const cache = new VectorCache(2);
    cache.put('a', vector);
    cache.put('b', vector);
    cache.get('a');
    cache.put('c', vector);

    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([vector, undefined, vector]);
  });

  it('never holds more than it may', () => {
    const cache = new VectorCache(3);
    for (let index = 0; index < 50; index += 1) cache.put(`text ${index}`, vector);

    expect(cache.size).toBe(3);
  });
});
