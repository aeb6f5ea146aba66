import { readWords, settingsOf } from './settings.js';

describe(settingsOf, () => {
  it('turns options into the settings they stand for', () => {
    const options = { port: '8081', dataDir: './data', apiOnly: true };
    expect(settingsOf(options, ['host', 'port', 'dataDir'])).toEqual({
      CAXTON_PORT: '8081',
      CAXTON_DATA_DIR: './data',
    });
  });
});

describe(readWords, () => {
  it.each([
    ['a', ['a']],
    [' a , b-c,', ['a', 'b-c']],
    ['', []],
  ])('reads %j', (text, words) => {
    expect(readWords(text)).toEqual(words);
  });
});
