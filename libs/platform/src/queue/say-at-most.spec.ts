import { jest } from '@jest/globals';
import { createSilentLogger, type Logger } from '../observe/logger.js';
import { sayAtMost } from './say-at-most.js';

describe(sayAtMost.name, () => {
  let said: object[];
  let log: Logger;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick'] });
    said = [];
    log = Object.assign(createSilentLogger(), {
      warn: (facts: object, sentence: string) => said.push({ ...facts, sentence }),
    });
  });
  afterEach(() => jest.useRealTimers());

  it('tells the first of many errors', () => {
    const say = sayAtMost(log, 'It is away.');
    say(new Error('refused'));
    say(new Error('refused again'));
    jest.advanceTimersByTime(9_999);
    say(new Error('and again'));
    expect(said).toEqual([{ reason: 'refused', sentence: 'It is away.' }]);
  });

  it('tells another one after ten seconds', () => {
    const say = sayAtMost(log, 'It is away.');
    say(new Error('refused'));
    jest.advanceTimersByTime(10_000);
    say(new Error('still refused'));
    expect(said).toEqual([
      { reason: 'refused', sentence: 'It is away.' },
      { reason: 'still refused', sentence: 'It is away.' },
    ]);
  });
});
