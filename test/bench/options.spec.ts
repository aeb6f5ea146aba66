import { readOptions } from './options.js';

describe('the command line of the benchmark', () => {
  it('says what is measured, where and for how long', () => {
    const words = [
      '--scenario',
      'accept,turn',
      '--mode',
      'embedded',
      '--runs',
      '2',
      '--rates',
      '5,10',
    ];
    expect(readOptions(words)).toMatchObject({
      scenarios: ['accept', 'turn'],
      modes: ['embedded'],
      plan: { runs: 2, rates: [5, 10] },
    });
  });

  it('refuses what it does not know', () => {
    expect(() => readOptions(['--mode', 'cloud'])).toThrow('There is no mode cloud');
    expect(() => readOptions(['--runs', 'many'])).toThrow('many is no number');
    expect(() => readOptions(['--fast'])).toThrow('--fast');
  });
});
