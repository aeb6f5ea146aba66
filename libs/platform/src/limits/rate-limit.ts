import { RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** How long a rate limit looks back, in seconds: from somebody's first request on. */
export const rateWindow = 60;

/** How somebody stands after one more request was counted. */
export interface Standing {
  /** Requests that they may make in a window. */
  readonly quota: number;
  /** How long a window is, in seconds. */
  readonly window: number;
  readonly remaining: number;
  /** Until their next window. */
  readonly resetMs: number;
  /** This request is one too many. */
  readonly isExceeded: boolean;
}

/** Counts the requests of each subject, window by window. */
export class RateLimit {
  constructor(
    private readonly quota: number,
    private readonly limiter: Pick<RateLimiterAbstract, 'consume'>,
  ) {}

  /** `requests`: as so many at once; those beyond the quota are counted as well. */
  async count(subject: string, requests = 1): Promise<Standing> {
    try {
      return this.standing(await this.limiter.consume(subject, requests), false);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return this.standing(refusal, true);
    }
  }

  private standing(
    { remainingPoints, msBeforeNext }: RateLimiterRes,
    isExceeded: boolean,
  ): Standing {
    const remaining = isExceeded ? 0 : Math.max(0, remainingPoints);
    const resetMs = Math.max(0, msBeforeNext);
    return { quota: this.quota, window: rateWindow, remaining, resetMs, isExceeded };
  }
}
