import { rateHeaders, type NamedStanding } from './rate-headers.js';

const key: NamedStanding = {
  ...{ name: 'key', quota: 100, window: 60, remaining: 40, resetMs: 29_001, isExceeded: false },
};
const workspace: NamedStanding = {
  ...{
    name: 'workspace',
    quota: 1_000,
    window: 60,
    remaining: 12,
    resetMs: 5_000,
    isExceeded: false,
  },
};

describe('the headers of rate limits', () => {
  it('tell each limit in the form of the draft, and old clients the one that ends first', () => {
    expect(rateHeaders([key, workspace], 1_000_000)).toEqual({
      'ratelimit-policy': '"key";q=100;w=60, "workspace";q=1000;w=60',
      ratelimit: '"key";r=40;t=30, "workspace";r=12;t=5',
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '12',
      'x-ratelimit-reset': '1005',
    });
  });

  it('tell old clients of the limit that is exceeded for longest', () => {
    const over = { ...key, remaining: 0, isExceeded: true };
    const short = { ...workspace, remaining: 0, isExceeded: true };
    const headers = rateHeaders([short, over], 0);
    expect(headers['x-ratelimit-limit']).toBe('100');
    expect(headers['x-ratelimit-reset']).toBe('30');
  });

  it('are absent where nothing is limited', () => {
    expect(rateHeaders([], 0)).toEqual({});
  });
});
