import { accountOf } from './account-of.js';

describe(accountOf, () => {
  it.each([
    [{ ok: true, shown: { answer: 144 } }, { outcome: 'ok' }],
    [{ ok: true, shown: { code: 'TOOL_FAILED' } }, { outcome: 'ok' }],
    [
      { ok: false, shown: { code: 'TOOL_POLICY_DENIED', message: 'no' } },
      { outcome: 'refused', errorCode: 'TOOL_POLICY_DENIED' },
    ],
    [
      { ok: false, shown: { code: 'TOOL_TAINTED' } },
      { outcome: 'refused', errorCode: 'TOOL_TAINTED' },
    ],
    [
      { ok: false, shown: { code: 'TOOL_UNAPPROVED' } },
      { outcome: 'refused', errorCode: 'TOOL_UNAPPROVED' },
    ],
    [
      { ok: false, shown: { code: 'TOOL_UNAVAILABLE' } },
      { outcome: 'refused', errorCode: 'TOOL_UNAVAILABLE' },
    ],
    [
      { ok: false, shown: { code: 'EGRESS_REDIRECT_DENIED' } },
      { outcome: 'failed', errorCode: 'EGRESS_REDIRECT_DENIED' },
    ],
    [
      { ok: false, shown: { code: 'TOOL_SECRET_WITHHELD' } },
      { outcome: 'refused', errorCode: 'TOOL_SECRET_WITHHELD' },
    ],
    [
      { ok: false, shown: { code: 'BACKLOG_FULL' } },
      { outcome: 'refused', errorCode: 'BACKLOG_FULL' },
    ],
    [
      { ok: false, shown: { code: 'UNAVAILABLE' } },
      { outcome: 'failed', errorCode: 'UNAVAILABLE' },
    ],
    [
      { ok: false, shown: { code: 'toString' } },
      { outcome: 'failed', errorCode: 'toString' },
    ],
    [
      { ok: false, shown: { code: 'TOOL_TIMEOUT' } },
      { outcome: 'failed', errorCode: 'TOOL_TIMEOUT' },
    ],
    [
      { ok: false, shown: { code: 'OUTCOME_UNKNOWN' } },
      { outcome: 'unknown', errorCode: 'OUTCOME_UNKNOWN' },
    ],
    [{ ok: false, shown: 'cut short' }, { outcome: 'failed' }],
  ])('takes %j as %j', (kept, account) => {
    expect(accountOf(kept)).toEqual(account);
  });
});
