import { faultPoints } from '#faults';
import { describeWith } from '../support/test-servers.js';
import { allCells, type Cell } from './crash-points/cell.js';
import { runMatrix } from './crash-points/run-matrix.js';

/** The few of which each stands for many; `npm run crash-points` runs all. */
const chosen: readonly Cell[] = [
  { point: 'ingest.store', when: 'after', fault: 'kill' },
  { point: 'postgres.commit', when: 'before', fault: 'kill' },
  { point: 'mailbox.claim', when: 'after', fault: 'kill' },
  { point: 'mailbox.commit', when: 'before', fault: 'stop' },
  { point: 'webhook.send', when: 'after', fault: 'kill' },
];

describe('the matrix of crash points', () => {
  it('has every fault point before and after, killed and stopped', () => {
    expect(new Set(faultPoints).size).toBe(faultPoints.length);
    expect(allCells).toHaveLength(faultPoints.length * 4);
  });
});

describeWith(['postgres'], 'a server that comes to harm at a fault point', () => {
  it('loses nothing, doubles nothing, and another goes on', async () => {
    const reports = await runMatrix(chosen, 2);
    expect(reports).toHaveLength(chosen.length);
    expect(reports.filter(({ problems }) => problems.length > 0)).toEqual([]);
  }, 300_000);
});
