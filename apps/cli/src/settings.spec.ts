import { InvalidArgumentError } from 'commander';
import { readCapabilities, settingsOf } from './settings.js';

describe(settingsOf, () => {
  it('turns options into the settings they stand for', () => {
    const options = { port: '8081', dataDir: './data', apiOnly: true };
    expect(settingsOf(options, ['host', 'port', 'dataDir'])).toEqual({
      CAXTON_PORT: '8081',
      CAXTON_DATA_DIR: './data',
    });
  });
});

describe(readCapabilities, () => {
  it.each([
    ['a', ['a']],
    [' a , b-c,a', ['a', 'b-c']],
    ['reports.weekly', ['reports.weekly']],
  ])('reads %j', (text, names) => {
    expect(readCapabilities(text)).toEqual(names);
  });

  it.each(['', ' , ', 'Data Analysis', 'a;b', 'x'.repeat(101)])('refuses %j', (text) => {
    expect(() => readCapabilities(text)).toThrow(InvalidArgumentError);
  });
});
