import { CaxtonError } from '../errors/caxton-error.js';
import { fullJitter, mayPass, pauseAfter } from './repetition.js';

const refusal = (status: number, code = 'X'): CaxtonError => new CaxtonError(code, '', { status });

describe(fullJitter, () => {
  it('is anything from nothing to a bound that doubles up to eight seconds', () => {
    expect([1, 2, 3, 6, 9, 90].map((attempt) => fullJitter(attempt, 1))).toEqual([
      200, 400, 800, 6_400, 8_000, 8_000,
    ]);
    expect([1, 9].map((attempt) => fullJitter(attempt, 0))).toEqual([0, 0]);
    expect(fullJitter(3, 0.25)).toBe(200);
  });
});

describe(pauseAfter, () => {
  it('comes on top of what the server asked for', () => {
    const error = new CaxtonError('RATE_LIMITED', '', { retryAfterMs: 3_000 });
    expect(pauseAfter(error, 1, 0)).toBe(3_000);
    expect(pauseAfter(error, 1, 1)).toBe(3_200);
    expect(pauseAfter(undefined, 1, 1)).toBe(200);
  });
});

describe(mayPass, () => {
  it.each([
    new CaxtonError('CONNECTION_FAILED', ''),
    new CaxtonError('TIMED_OUT', ''),
    refusal(409, 'IDEMPOTENCY_IN_PROGRESS'),
    ...[408, 429, 500, 502, 503, 504].map((status) => refusal(status)),
  ])('says yes to $code $status', (error) => {
    expect(mayPass(error)).toBe(true);
  });

  it.each([
    ...[400, 401, 403, 404, 409, 413, 422].map((status) => refusal(status)),
    new CaxtonError('NO_REPLY', ''),
  ])('says no to $code $status', (error) => {
    expect(mayPass(error)).toBe(false);
  });

  it('says no to what is a mistake of the program', () => {
    expect(mayPass(new TypeError('x'))).toBe(false);
  });
});
