import fc from 'fast-check';
import { ModelError, type ModelErrorCode, type ModelErrorFacts } from '../model.errors.js';
import { defaultLimits } from './limits.js';
import { readRetryAfter, retryDelay } from './retry.js';

const failure = (
  code: ModelErrorCode = 'MODEL_UNAVAILABLE',
  facts: Partial<ModelErrorFacts> = {},
): ModelError => new ModelError(code, 'failed', { retryable: true, ...facts });

describe(retryDelay, () => {
  it('waits a random part of a time that doubles', () => {
    const longest = [1, 2, 3, 4].map((failures) =>
      retryDelay(failures, failure(), defaultLimits, 1),
    );

    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(retryDelay(3, failure(), defaultLimits, 0.25)).toBe(1_000);
  });

  it('never waits less than the provider asks, nor less than a moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, retryAfterMs, random) => {
          const error = failure('MODEL_RATE_LIMITED', { retryAfterMs });
          const delay = retryDelay(failures, error, defaultLimits, random) ?? 0;
          expect(delay).toBeGreaterThanOrEqual(retryAfterMs + 50);
          expect(delay).toBeLessThanOrEqual(retryAfterMs + defaultLimits.maxBackoffMs);
        },
      ),
    );
  });

  it.each([
    ['four retries', 5, failure()],
    ['an error that stays', 1, failure('MODEL_REJECTED', { retryable: false })],
    ['a call that used up its time', 1, failure('MODEL_TIMEOUT')],
    ['a wait longer than the patience', 1, failure('MODEL_RATE_LIMITED', { retryAfterMs: 20_001 })],
  ])('gives up after %s', (_why, failures, error) => {
    expect(retryDelay(failures, error, defaultLimits, 0.5)).toBeUndefined();
  });
});

describe(readRetryAfter, () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it.each([
    ['milliseconds first', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1_500],
    ['seconds', { 'retry-after': '2' }, 2_000],
    ['parts of a second', { 'retry-after': '0.25' }, 250],
    ['a date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
    ['a date that has passed', { 'retry-after': 'Thu, 01 Jan 2025 00:00:30 GMT' }, 0],
    ['nothing', {}, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['a negative number', { 'retry-after-ms': '-5' }, undefined],
  ])('reads %s', (_what, headers, expected) => {
    expect(readRetryAfter(headers, now)).toBe(expected);
  });
});
