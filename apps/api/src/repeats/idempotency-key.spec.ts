import { readIdempotencyKey } from './idempotency-key.js';

describe(readIdempotencyKey, () => {
  it('is optional', () => {
    expect(readIdempotencyKey({})).toBeUndefined();
  });

  it.each(['a', '8e03978e-40d5-43dd-bc93-6894a57f9324', '~'.repeat(255)])('takes %s', (key) => {
    expect(readIdempotencyKey({ 'idempotency-key': key })).toBe(key);
  });

  it.each(['', ' ', 'a b', 'ü', 'a\u0007', 'x'.repeat(256)])('refuses %j', (key) => {
    expect(() => readIdempotencyKey({ 'idempotency-key': key })).toThrow('Idempotency-Key');
  });
});
