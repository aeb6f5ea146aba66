import { readFocus } from './focus.js';

describe(readFocus, () => {
  it('reads what a request asks for, in its order', () => {
    const focus = readFocus('Analyze Q3 sales trends. Focus on growth patterns and seasonality.');

    expect(focus).toEqual({ quarter: 3, year: undefined, topics: ['growth', 'season'] });
  });

  it.each([
    ['the second quarter of 1958', 2, '1958'],
    ['q4', 4, undefined],
    ['in 2024', undefined, '2024'],
    ['Q5 and room 3000', undefined, undefined],
  ])('reads the period in "%s"', (request, quarter, year) => {
    expect(readFocus(request)).toMatchObject({ quarter, year });
  });

  it.each([
    ['When was the peak? Any outliers?', ['peak', 'outlier']],
    ['latest figures, then the lowest month', ['recent', 'peak']],
    ['Hello', []],
  ])('reads the topics in "%s"', (request, topics) => {
    expect(readFocus(request).topics).toEqual(topics);
  });
});
