import { readDeadline } from './read-deadline.js';

const now = Date.parse('2025-09-10T15:35:00Z');

describe(readDeadline, () => {
  it('is none unless the client asks for one', () => {
    expect(readDeadline({}, now)).toEqual({});
  });

  it('takes an instant, a time, or both: the store keeps the earlier', () => {
    expect(readDeadline({ reply_by: '2025-09-10T17:36:00+02:00' }, now)).toEqual({
      replyBy: '2025-09-10T15:36:00.000Z',
    });
    expect(readDeadline({ timeout: '1m30s' }, now)).toEqual({ timeoutMs: 90_000 });
    expect(readDeadline({ reply_by: '2026-01-01T00:00:00Z', timeout: '366d' }, now)).toEqual({
      replyBy: '2026-01-01T00:00:00.000Z',
      timeoutMs: 366 * 86_400_000,
    });
  });

  it('takes what lies behind the last year of RFC 3339 for its last instant', () => {
    expect(readDeadline({ reply_by: '9999-12-31T23:59:59-23:59' }, now)).toEqual({
      replyBy: '9999-12-31T23:59:59.999Z',
    });
  });

  it.each([
    [{ reply_by: '2025-09-10T15:35:00Z' }, 'reply_by must be in the future'],
    [{ reply_by: '0000-01-01T00:00:00Z', timeout: '1h' }, 'reply_by must be in the future'],
    [{ timeout: '0s' }, 'timeout must be longer than 0'],
    [{ timeout: '0.2ms', reply_by: '2030-01-01T00:00:00Z' }, 'timeout must be longer than 0'],
  ])('refuses %j', (command, message) => {
    expect(() => readDeadline(command, now)).toThrow(message);
  });
});
