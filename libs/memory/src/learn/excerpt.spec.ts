import type { JsonObject } from '#protocol';
import { answerExcerptOf, excerptOf, isWorthLearning } from './excerpt.js';

const worth = (asked: JsonObject, answered: JsonObject = {}): boolean =>
  isWorthLearning({ sender: 'api_client', performative: 'request', asked, answered });

describe(excerptOf, () => {
  it('keeps what can be read, cut to a length, and no data', () => {
    const content = { text: 'x'.repeat(3_000), list: ['a', 1, 'b'], figures: [{ value: 1 }], n: 7 };
    expect(excerptOf(content)).toEqual({ text: 'x'.repeat(2_000), list: ['a', 'b'] });
  });
});

describe(answerExcerptOf, () => {
  it('keeps nothing of an answer that came to nothing', () => {
    expect(answerExcerptOf({ analysis: 'Nothing yet', needs: ['data_source'] })).toEqual({});
    expect(answerExcerptOf({ text: 'Yes', memory_used: ['q3'] })).toEqual({ text: 'Yes' });
  });
});

describe(isWorthLearning, () => {
  it.each([
    { text: 'Hello there! How are you?' },
    { text: 'Thanks, that was great.' },
    { text: 'ok' },
    { rows: [{ a: 1 }] },
    {},
  ])('is not worth a look: %j', (asked) => {
    expect(worth(asked)).toBe(false);
  });

  it.each([{ text: 'Hello! Acme prefers the phone.' }, { request: 'Analyze Q3 sales trends' }])(
    'is worth a look: %j',
    (asked) => {
      expect(worth(asked)).toBe(true);
    },
  );

  it('is worth a look when an analysis found something', () => {
    expect(worth({}, { analysis: 'Growth.', insights: ['Peak in July'] })).toBe(true);
    expect(worth({}, { analysis: 'Nothing.', insights: [] })).toBe(false);
  });
});
