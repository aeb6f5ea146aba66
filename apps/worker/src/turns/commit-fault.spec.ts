import fc from 'fast-check';
import { LeaseLost, MailboxBroken } from '#messaging';
import { judgeCommitFault, pauseBeforeTry } from './commit-fault.js';

const first = { tries: 1, replaced: false, fenced: false };
const outage = new Error('Connection terminated unexpectedly');

describe(judgeCommitFault, () => {
  it('drops what came too late', () => {
    expect(judgeCommitFault(new LeaseLost('1'), first)).toBe('lost');
  });

  it('takes a head that is gone on a second try for an answer that got lost', () => {
    const gone = new MailboxBroken('1', 'msg-1');
    expect(judgeCommitFault(gone, { ...first, tries: 2 })).toBe('settled');
    expect(judgeCommitFault(gone, first)).toBe('give_up');
  });

  it('replaces what Postgres refuses once', () => {
    const refused = Object.assign(new Error('bad'), { code: '22P05' });
    expect(judgeCommitFault(refused, first)).toBe('unusable');
    expect(judgeCommitFault(refused, { ...first, replaced: true })).toBe('give_up');
  });

  it('tries again through an outage, not for ever and not without a lease', () => {
    expect(judgeCommitFault(outage, first)).toBe('again');
    expect(judgeCommitFault(outage, { ...first, fenced: true })).toBe('give_up');
    expect(judgeCommitFault(outage, { ...first, tries: 99 })).toBe('give_up');
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
