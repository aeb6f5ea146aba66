import fc from 'fast-check';
import { LeaseLost, MailboxBroken } from '#messaging';
import { judgeWriteFault, pauseBeforeTry } from './write-fault.js';

const first = { tries: 1, fenced: false };
const outage = new Error('Connection terminated unexpectedly');

describe(judgeWriteFault, () => {
  it('drops what came too late', () => {
    expect(judgeWriteFault(new LeaseLost('1'), first)).toBe('lost');
  });

  it('takes a head that is gone on a second try for an answer that got lost', () => {
    const gone = new MailboxBroken('1', 'msg-1');
    expect(judgeWriteFault(gone, { ...first, tries: 2 })).toBe('settled');
    expect(judgeWriteFault(gone, first)).toBe('give_up');
  });

  it('knows what Postgres would refuse again', () => {
    const refused = Object.assign(new Error('bad'), { code: '22P05' });
    expect(judgeWriteFault(refused, first)).toBe('unusable');
  });

  it('tries again through an outage, not for ever and not without a lease', () => {
    expect(judgeWriteFault(outage, first)).toBe('again');
    expect(judgeWriteFault(outage, { ...first, fenced: true })).toBe('give_up');
    expect(judgeWriteFault(outage, { ...first, tries: 99 })).toBe('give_up');
  });

  it('waits longer and longer, up to two seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (tries) => {
        expect(pauseBeforeTry(tries)).toBeLessThanOrEqual(pauseBeforeTry(tries + 1));
        expect(pauseBeforeTry(tries)).toBeLessThanOrEqual(2_000);
      }),
    );
  });
});
