import { instant } from './instant.js';

describe('an instant', () => {
  it.each([
    '2030-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '2030-01-01T00:00:00.123456+02:00',
    '9999-12-31T23:59:59.999999Z',
    '9999-12-31T23:59:59.999999499+00:00',
    '9999-12-31T23:59:59+15:59',
    '0001-01-01T00:00:00-15:59',
  ])('may be %s', (text) => {
    expect(instant.safeParse(text).success).toBe(true);
  });

  it.each([
    '0000-01-01T00:00:00Z',
    '2030-02-30T00:00:00Z',
    '2030-01-01T00:00:00+16:00',
    '2030-01-01T00:00:00+23:59',
    `2030-01-01T00:00:00.${'1'.repeat(200)}Z`,
    '2030-01-01',
    'yesterday',
  ])('may not be %s, which Postgres would refuse', (text) => {
    expect(instant.safeParse(text).success).toBe(false);
  });

  it.each([
    '9999-12-31T23:59:59-00:01',
    '9999-12-31T23:59:59.9999999Z',
    '0001-01-01T00:00:00+00:01',
  ])('may not be %s, which could not be told again in UTC', (text) => {
    expect(instant.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
      'must lie in the years 1 to 9999 of UTC',
    ]);
  });
});
