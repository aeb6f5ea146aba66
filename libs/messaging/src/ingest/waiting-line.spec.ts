import { WaitingLine } from './waiting-line.js';
import { WaitingSubmission } from './waiting-submission.js';

function submissionOf(principal: string): WaitingSubmission {
  const submission = { caller: { workspace: 'default', principal }, messages: [], answer: {} };
  const waiting = new WaitingSubmission(submission, 60_000, () => undefined);
  // Settled, so that no timer outlives the test.
  waiting.resolve({ kind: 'accepted', transaction: '1' });
  return waiting;
}

describe(WaitingLine, () => {
  it('gives the oldest of a caller, at most so many', () => {
    const line = new WaitingLine();
    const [first, second, third] = [submissionOf('a'), submissionOf('a'), submissionOf('a')];
    for (const one of [first, second, third]) line.add(one);
    const [caller = ''] = line.callers();
    expect(line.take(caller, 2)).toEqual([first, second]);
    expect(line.size).toBe(1);
    expect(line.take(caller, 2)).toEqual([third]);
    expect([line.size, [...line.callers()]]).toEqual([0, []]);
  });

  it('puts a caller who had a turn and has more behind the others', () => {
    const line = new WaitingLine();
    for (const principal of ['a', 'a', 'b']) line.add(submissionOf(principal));
    const [a = '', b = ''] = line.callers();
    line.take(a, 1);
    expect([...line.callers()]).toEqual([b, a]);
  });

  it('forgets a submission, and knows whether it had it', () => {
    const line = new WaitingLine();
    const [one, other] = [submissionOf('a'), submissionOf('a')];
    line.add(one);
    expect([line.drop(other), line.drop(one), line.drop(one)]).toEqual([false, true, false]);
    expect([line.size, [...line.callers()]]).toEqual([0, []]);
  });
});
