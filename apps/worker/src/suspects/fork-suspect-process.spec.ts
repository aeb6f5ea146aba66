import { conditionsOf } from './fork-suspect-process.js';

describe(conditionsOf, () => {
  it.each([
    [[], []],
    [['--conditions=caxton-faults'], ['--conditions=caxton-faults']],
    [
      ['--conditions', 'one', '-C', 'two'],
      ['--conditions', 'one', '-C', 'two'],
    ],
    [['--max-old-space-size=64', '-C=one', '--inspect=9229', '--enable-source-maps'], ['-C=one']],
  ])('hands the child of %j the flags %j', (flags, handed) => {
    expect(conditionsOf(flags)).toEqual(handed);
  });
});
