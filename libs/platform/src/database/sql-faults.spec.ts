import { isUnreachable } from './sql-faults.js';

const failure = (facts: object, message = ''): Error => Object.assign(new Error(message), facts);

describe(isUnreachable, () => {
  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'ENETDOWN',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ECONNREFUSED',
    'ECONNRESET',
    'ECONNABORTED',
    'ETIMEDOUT',
    'EPIPE',
  ])('knows by %s that Postgres, or the way to it, is not there', (code) => {
    expect(isUnreachable(failure({ code, syscall: 'connect' }))).toBe(true);
  });

  it('knows the missing socket of a Postgres that is down from a missing file', () => {
    expect(isUnreachable(failure({ code: 'ENOENT', syscall: 'connect' }))).toBe(true);
    expect(isUnreachable(failure({ code: 'ENOENT', syscall: 'open' }))).toBe(false);
  });

  it.each(['08006', '57P01', '53300', '55P03', '57014'])(
    'takes SQLSTATE %s for one that is away or has no time',
    (code) => {
      expect(isUnreachable(failure({ code }))).toBe(true);
      expect(isUnreachable(failure({ driverError: { code } }))).toBe(true);
    },
  );

  it.each([
    ['what Postgres refused', failure({ code: '23505' })],
    ['a defect', new TypeError('x is not a function')],
    ['what is no error', 'ECONNREFUSED'],
  ])('does not take %s for it', (_what, error) => {
    expect(isUnreachable(error)).toBe(false);
  });
});
