import fc from 'fast-check';
import { ModelError } from '#llm';
import { HandlerFailed, TurnFailed } from '../runtime.errors.js';
import { classifyFault, type Fault } from './classify-fault.js';
import { decideRetry, maxTransientAttempts, retryDelay } from './decide-retry.js';
import { agentFailed, emptyAnswer } from './failures.js';

const transient: Fault = { kind: 'transient', failure: agentFailed };
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe(retryDelay, () => {
  it('lies between nothing and one second doubled per failure, at most five minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), unit, (failed, random) => {
        const delay = retryDelay(failed, random);
        const cap = Math.min(300_000, 1_000 * 2 ** (failed - 1));
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(cap);
        expect(Number.isInteger(delay)).toBe(true);
      }),
    );
  });

  it('is never below what the failing side asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), unit, fc.nat(600_000), (failed, random, wait) => {
        expect(retryDelay(failed, random, wait)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  it('is never more than a day, nor anything but a time, whatever the failing side asked for', () => {
    const odd = fc.oneof(fc.double(), fc.constantFrom(Infinity, -Infinity, NaN, 2 ** 31, 1e15));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), unit, odd, (failed, random, wait) => {
        const delay = retryDelay(failed, random, wait);
        expect(Number.isSafeInteger(delay) && delay >= 0 && delay <= 86_400_000).toBe(true);
      }),
    );
    expect(retryDelay(1, 0.5, Infinity)).toBe(86_400_000);
    expect(retryDelay(1, 0.5, NaN)).toBe(500);
  });

  it('uses the whole range, so that messages which failed together come back apart', () => {
    expect(retryDelay(3, 0)).toBe(0);
    expect(retryDelay(3, 0.5)).toBe(2_000);
    expect(retryDelay(3, 0.999)).toBe(3_996);
  });
});

describe(decideRetry, () => {
  it('tries a transient fault five times in all', () => {
    for (let attempt = 1; attempt < maxTransientAttempts; attempt += 1) {
      const so = { attempt, crashes: 0, timeLeft: undefined };
      expect(decideRetry(transient, so, 0.5).kind).toBe('retry');
    }
    const last = { attempt: 5, crashes: 0, timeLeft: undefined };
    expect(decideRetry(transient, last, 0.5)).toEqual({ kind: 'give_up' });
  });

  it('counts what was asked again within the turn, so that nobody is asked more than five times', () => {
    const so = { attempt: 1, crashes: 0, timeLeft: undefined };
    expect(decideRetry({ ...transient, asked: 5 }, so, 0.5)).toEqual({ kind: 'give_up' });
    expect(decideRetry({ ...transient, asked: 3 }, so, 0.5)).toEqual({
      kind: 'retry',
      delayMs: 2_000,
    });
    expect(decideRetry({ ...transient, asked: 3 }, { ...so, attempt: 3 }, 0.5).kind).toBe(
      'give_up',
    );
  });

  it('does not count crashes as transient faults', () => {
    const so = { attempt: 6, crashes: 2, timeLeft: undefined };
    expect(decideRetry(transient, so, 0).kind).toBe('retry');
  });

  it('gives a permanent fault up at once', () => {
    const so = { attempt: 1, crashes: 0, timeLeft: undefined };
    expect(decideRetry({ ...transient, kind: 'permanent' }, so, 0)).toEqual({ kind: 'give_up' });
  });

  it('never plans an attempt beyond the deadline', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ max: 400_000 }),
        unit,
        (attempt, timeLeft, random) => {
          const decision = decideRetry(transient, { attempt, crashes: 0, timeLeft }, random);
          expect(decision.kind === 'give_up' || decision.delayMs < timeLeft).toBe(true);
        },
      ),
    );
  });
});

describe(classifyFault, () => {
  it('takes the word of a model error', () => {
    const error = new ModelError('MODEL_RATE_LIMITED', 'Wait.', {
      retryable: true,
      retryAfterMs: 7_000,
    });
    expect(classifyFault(error.after(2))).toMatchObject({
      kind: 'transient',
      retryAfterMs: 7_000,
      asked: 2,
      failure: { code: 'MODEL_RATE_LIMITED', reason: 'Wait.', retryable: true },
    });
    const rejected = new ModelError('MODEL_REJECTED', 'No key.', { retryable: false });
    expect(classifyFault(rejected).kind).toBe('permanent');
  });

  it('tries the faults of a handler again unless they say not to, and keeps their words', () => {
    const fault = classifyFault(new HandlerFailed(new Error('password is 1234')));
    expect(fault).toMatchObject({ kind: 'transient', failure: { code: 'AGENT_FAILED' } });
    expect(JSON.stringify(fault)).not.toContain('1234');
    const final = Object.assign(new Error('never'), { retryable: false });
    expect(classifyFault(new HandlerFailed(final)).kind).toBe('permanent');
  });

  it('knows a lost Postgres from data that Postgres refuses', () => {
    expect(classifyFault(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toMatchObject({
      kind: 'transient',
      failure: { code: 'STORE_UNAVAILABLE' },
    });
    expect(classifyFault(Object.assign(new Error('x'), { code: '22P05' })).kind).toBe('permanent');
  });

  it('gives up what a turn itself gave up, and shows nothing of what it does not know', () => {
    expect(classifyFault(new TurnFailed(emptyAnswer))).toEqual({
      kind: 'permanent',
      failure: emptyAnswer,
    });
    expect(JSON.stringify(classifyFault(new Error('/etc/secret')))).not.toContain('secret');
  });
});
