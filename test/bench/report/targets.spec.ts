import { Findings } from '../stand/findings.js';
import { judge, targets } from './targets.js';

function measured(scenario: string, tell: (findings: Findings) => void) {
  const findings = new Findings();
  tell(findings);
  return findings.report(scenario, scenario, 'scale-out');
}

const of = (verdicts: ReturnType<typeof judge>, figure: string) =>
  verdicts.find((one) => one.figure === figure);

describe('what is to be reached', () => {
  it('is compared with the median', () => {
    const verdicts = judge([
      measured('accept', (findings) => {
        findings.figure('accepted, 64 clients', '1/s', [5_000, 6_500, 7_000]);
        findings.figure('accept at 2000/s, p99', 'ms', [40, 80, 60]);
      }),
    ]);
    expect(of(verdicts, 'accepted, 64 clients')).toMatchObject({
      measured: 6_500,
      isReached: true,
    });
    expect(of(verdicts, 'accept at 2000/s, p99')).toMatchObject({ measured: 60, isReached: false });
  });

  it('is compared with the ratio to the ground where it is one', () => {
    const ground = [{ name: 'jobs', values: [1_000] }];
    const verdicts = judge([
      measured('turn', (findings) => {
        findings.figure('turns, 64 clients', '1/s', [300], ground);
      }),
    ]);
    expect(of(verdicts, 'turns, 64 clients')).toMatchObject({ measured: 0.3, isReached: true });
  });

  it('is told as a share of its ground, since machines differ', () => {
    const ground = [{ name: 'BullMQ jobs, added and processed', values: [4_000] }];
    const verdicts = judge([
      measured('hot', (findings) => {
        findings.figure('turns of one conversation, 32 clients', '1/s', [120], ground);
      }),
    ]);
    expect(of(verdicts, 'turns of one conversation, 32 clients')).toMatchObject({
      isReached: false,
      share: { asked: 0.025, measured: 0.03, isReached: true },
    });
    expect(of(judge([]), 'turns, sustained')?.share).toBeUndefined();
  });

  it('is not reached by a latency of which there was none', () => {
    const verdicts = judge([
      measured('accept', (findings) => {
        findings.figure('accept at 2000/s, p99', 'ms', [0, 0]);
      }),
    ]);
    expect(of(verdicts, 'accept at 2000/s, p99')).toMatchObject({ isReached: false });
  });

  it('is told as a whole, also what was not measured', () => {
    const verdicts = judge([]);
    expect(verdicts).toHaveLength(targets.length);
    expect(verdicts.every(({ isReached }) => isReached === undefined)).toBe(true);
  });
});
