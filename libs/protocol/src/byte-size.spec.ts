import { formatBytes } from './byte-size.js';

describe(formatBytes.name, () => {
  it.each([
    [0, '0B'],
    [-5, '0B'],
    [1_023, '1023B'],
    [1_024, '1KB'],
    [1_536, '1.5KB'],
    [1_024 ** 2 - 1, '1MB'],
    [12 * 1_024 ** 2, '12MB'],
    [45.4 * 1_024 ** 2, '45MB'],
    [1.5 * 1_024 ** 3, '1.5GB'],
    [5_000 * 1_024 ** 4, '5000TB'],
  ])('says of %d bytes: %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
