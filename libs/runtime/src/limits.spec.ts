import fc from 'fast-check';
import { exceededLimit, timeAllowed } from './limits.js';
import { aTurn, limits } from './runtime.fixture.js';

describe(exceededLimit, () => {
  it('lets an ordinary message pass', () => {
    expect(exceededLimit(aTurn(), limits)).toBeUndefined();
    expect(exceededLimit(aTurn({ hops: 12, timeLeft: 1 }, { crashes: 2 }), limits)).toBeUndefined();
  });

  it('stops a chain of messages beyond the hops allowed', () => {
    expect(exceededLimit(aTurn({ hops: 13 }), limits)?.code).toBe('HOP_LIMIT_EXCEEDED');
  });

  it('does not work for somebody who has stopped waiting', () => {
    expect(exceededLimit(aTurn({ timeLeft: 0 }), limits)?.code).toBe('DEADLINE_EXCEEDED');
    expect(exceededLimit(aTurn({ timeLeft: -5_000 }), limits)?.code).toBe('DEADLINE_EXCEEDED');
  });

  it('gives up a message that ended three processes, whatever else is wrong with it', () => {
    const poison = aTurn({ hops: 99, timeLeft: -1 }, { crashes: 3 });
    expect(exceededLimit(poison, limits)?.code).toBe('CRASHED');
  });
});

describe(timeAllowed, () => {
  it('is what the less patient of agent and sender allows, and never negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), (timeLeft, agentMs) => {
        const { ms, endedBy } = timeAllowed(timeLeft, agentMs);
        expect(ms).toBe(Math.max(0, Math.min(timeLeft, agentMs)));
        expect(endedBy).toBe(timeLeft > agentMs ? 'agent' : 'sender');
      }),
    );
  });

  it('is the agent’s when the sender has all the time in the world', () => {
    expect(timeAllowed(undefined, 5_000)).toEqual({ ms: 5_000, endedBy: 'agent' });
  });
});
