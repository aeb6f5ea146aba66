import { askedIn } from './asked-in.js';

describe(askedIn, () => {
  it.each([
    [
      'the request and what it requires',
      { request: 'Analyze sales', requirements: 'Focus on growth.', data_source: 'https://x' },
      'Analyze sales. Focus on growth.',
    ],
    ['a question under another key', { question: 'Why?' }, 'Why?'],
    [
      'short texts with their keys, where there are no words',
      { city: 'Paris', days: 3 },
      'city: Paris.',
    ],
    ['nothing where there is nothing', { data: 'x'.repeat(501), rows: [1, 2] }, ''],
  ])('reads %s', (_what, content, expected) => {
    expect(askedIn(content)).toBe(expected);
  });
});
