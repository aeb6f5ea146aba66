import {
  expectsReply,
  performativeIn,
  performativeOut,
  performatives,
  readPerformative,
} from './performative.js';

describe(readPerformative, () => {
  it.each(performatives)('reads %s in any case, with - or _', (performative) => {
    const spellings = [performative, performative.toUpperCase(), performative.replaceAll('_', '-')];
    for (const spelling of spellings) {
      expect(readPerformative(spelling)).toBe(performative);
      expect(performativeIn.safeParse(spelling).success).toBe(true);
    }
  });

  it.each([
    '',
    'shout',
    ' request',
    'request ',
    'accept proposal',
    'constructor',
    '__proto__',
    'ſubscribe',
  ])('knows no %j', (text) => {
    expect(readPerformative(text)).toBeUndefined();
    expect(performativeIn.safeParse(text).success).toBe(false);
  });
});

describe('performativeOut', () => {
  it('is always canonical', () => {
    expect(performatives.every((each) => performativeOut.safeParse(each).success)).toBe(true);
    expect(performativeOut.safeParse('REQUEST').success).toBe(false);
  });
});

describe(expectsReply, () => {
  it('holds for acts that ask and not for acts that answer', () => {
    expect(performatives.filter(expectsReply)).toEqual([
      'request',
      'query',
      'query_if',
      'query_ref',
      'propose',
      'accept_proposal',
      'agree',
      'cfp',
      'cancel',
      'subscribe',
    ]);
  });
});
