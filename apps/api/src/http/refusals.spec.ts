import { Refusals } from './refusals.js';

const submission = { method: 'POST', url: '/api/v1/messages' };

describe(Refusals, () => {
  it('begins at zero for every reason', () => {
    expect([...new Refusals().figures]).toEqual([
      ['BACKLOG_FULL', 0],
      ['DEADLINE_UNREACHABLE', 0],
      ['RATE_LIMITED', 0],
      ['UNAVAILABLE', 0],
    ]);
  });

  it('counts messages that were not taken, by reason', () => {
    const refusals = new Refusals();
    refusals.note(submission, 'BACKLOG_FULL');
    refusals.note({ ...submission, url: '/api/v1/messages/?wait=5s' }, 'BACKLOG_FULL');
    refusals.note(submission, 'UNAVAILABLE');
    expect(refusals.figures.get('BACKLOG_FULL')).toBe(2);
    expect(refusals.figures.get('UNAVAILABLE')).toBe(1);
  });

  it('counts neither mistakes of the sender nor other requests', () => {
    const refusals = new Refusals();
    refusals.note(submission, 'INVALID_REQUEST');
    refusals.note({ method: 'GET', url: '/api/v1/messages/m1' }, 'UNAVAILABLE');
    refusals.note({ method: 'POST', url: '/api/v1/messages/m1/cancel' }, 'UNAVAILABLE');
    refusals.note({ method: 'POST', url: '/api/v1/agents' }, 'RATE_LIMITED');
    expect([...refusals.figures.values()]).toEqual([0, 0, 0, 0]);
  });
});
