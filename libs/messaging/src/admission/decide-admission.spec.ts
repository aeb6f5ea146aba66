import fc from 'fast-check';
import { empty, type Depth } from './backlog-reading.js';
import { decideAdmission, type Arrival, type AdmissionLimits } from './decide-admission.js';

const limits: AdmissionLimits = { server: 1_000, capability: 100 };
const now = 100_000;
const one: Arrival = { count: 1, timeLeftMs: undefined, now };
const depth = (more: Partial<Depth>): Depth => ({ ...empty, ...more });
const decide = (
  place: Partial<Depth>,
  arrival: Partial<Arrival> = {},
  server: Partial<Depth> = {},
) =>
  decideAdmission({ ...one, ...arrival }, limits, { place: depth(place), server: depth(server) });

describe('admission of what has no deadline', () => {
  it('lets the last message in that fits, and not the one after it', () => {
    expect(decide({ pending: 99 })).toBeUndefined();
    expect(decide({ pending: 100 })).toMatchObject({ kind: 'full', limit: 100, backlog: 100 });
  });

  it('counts every message of a broadcast', () => {
    expect(decide({ pending: 97 }, { count: 3 })).toBeUndefined();
    expect(decide({ pending: 97 }, { count: 4 })).toMatchObject({ kind: 'full', backlog: 97 });
  });

  it('looks at the whole server first', () => {
    expect(decide({ pending: 100 }, {}, { pending: 1_000 })).toMatchObject({
      where: 'server',
      limit: 1_000,
    });
  });

  it('knows no limit where the limit is 0', () => {
    const place = depth({ pending: 1e9 });
    const none = { server: 0, capability: 0 };
    expect(decideAdmission(one, none, { place, server: place })).toBeUndefined();
  });

  it('says to come back when a tenth of the limit will be free', () => {
    expect(decide({ pending: 100, perSecond: 2 })).toMatchObject({ retryAfter: 6 });
    expect(decide({ pending: 100, perSecond: 1_000 })).toMatchObject({ retryAfter: 1 });
  });

  it('says a minute when it is longer, or when nothing was settled of late', () => {
    expect(decide({ pending: 100, perSecond: 0.01 })).toMatchObject({ retryAfter: 60 });
    expect(decide({ pending: 100, perSecond: 0 })).toMatchObject({ retryAfter: 60 });
  });
});

describe('admission of what has a deadline', () => {
  const busy = { pending: 80, ready: 80, perSecond: 2, busySince: now - 10_000 };

  it('refuses what would wait for twice the time it has', () => {
    expect(decide(busy, { timeLeftMs: 20_000 })).toMatchObject({
      kind: 'late',
      waitMs: 40_000,
      retryAfter: 20,
    });
    expect(decide(busy, { timeLeftMs: 20_001 })).toBeUndefined();
  });

  it.each([
    ['was not busy for long enough to know its rate', { busySince: now - 9_999 }],
    ['is not known to be busy', { busySince: undefined }],
    ['settled nothing of late', { perSecond: 0 }],
    ['has much mail, but in few mailboxes', { pending: 5_000, ready: 3 }],
  ])('lets it in when the place %s', (_why, more) => {
    const roomy = { server: 0, capability: 0 };
    const backlog = { place: depth({ ...busy, ...more }), server: empty };
    expect(decideAdmission({ ...one, timeLeftMs: 5_000 }, roomy, backlog)).toBeUndefined();
  });

  it('never refuses what could be done in time, whatever the figures', () => {
    const figure = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(figure, figure, figure, (ready, perSecond, timeLeftMs) => {
        const place = depth({ ready, perSecond, busySince: 0 });
        const refusal = decideAdmission(
          { ...one, timeLeftMs },
          { server: 0, capability: 0 },
          { place, server: empty },
        );
        const inTime = perSecond > 0 && (ready / perSecond) * 1_000 < timeLeftMs;
        return refusal === undefined || !inTime;
      }),
    );
  });

  it('tells seconds from 1 to 60, whatever the figures', () => {
    const figure = fc.double({ min: 0, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(figure, figure, figure, (pending, perSecond, ready) => {
        const place = depth({ pending, perSecond, ready, busySince: 0 });
        const refusal = decide(place, { timeLeftMs: 1 });
        return refusal === undefined || (refusal.retryAfter >= 1 && refusal.retryAfter <= 60);
      }),
    );
  });
});
