import { readVersion } from './read-version.js';

describe(readVersion, () => {
  it('finds the version of the package above a file', () => {
    expect(readVersion()).toBe('1.0.0');
  });
});
