import { ProtocolError } from '#protocol';
import { RequestLimits } from './request-limits.js';

const nothing = { principal: 0, workspace: 0, address: 0, login: 0 };

function headersOf(refusal: unknown): Record<string, unknown> {
  const told: Record<string, unknown> = {};
  const answer = {
    setHeader: (name: string, value: unknown) => {
      told[name] = value;
      return answer as never;
    },
  };
  const never = (): never => {
    throw new Error('No limit is set.');
  };
  const limits = new RequestLimits({ limit: never, close: () => Promise.resolve() }, nothing, {
    now: () => 1_000_000,
    monotonic: () => 0,
  });
  limits.tellWait(refusal, answer);
  return told;
}

describe('the answer to whoever must wait after wrong passwords', () => {
  it('tells the wait in the headers of limits', () => {
    const details = { retry_after: 15, limited: 'wrong_passwords', limit: 5 };

    expect(headersOf(new ProtocolError('RATE_LIMITED', 'Too many', details))).toEqual({
      'ratelimit-policy': '"wrong_passwords";q=5;w=15',
      ratelimit: '"wrong_passwords";r=0;t=15',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1015',
    });
  });

  it('is the only one that does', () => {
    expect(headersOf(new ProtocolError('RATE_LIMITED', 'Busy', { retry_after: 1 }))).toEqual({});
    expect(headersOf(new Error('broken'))).toEqual({});
  });
});
