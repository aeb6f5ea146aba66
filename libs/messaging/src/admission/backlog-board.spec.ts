import type { Database } from '#platform';
import { BacklogBoard } from './backlog-board.js';
import type { BusyAgent } from './backlog.repository.js';

const place = { workspace: 'w', capability: 'echo', agentIds: ['a'] };
const busy: BusyAgent = {
  ...{ agentId: 'a', capabilities: ['echo'], workspace: 'w' },
  ...{ pending: 7, ready: 0, perSecond: 1 },
};
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(BacklogBoard, () => {
  let now: number;
  let readings: number;
  let tookMs: number;
  let board: BacklogBoard;

  beforeEach(() => {
    now = 1_000_000;
    readings = 0;
    tookMs = 0;
    const database = {
      read: () => {
        readings += 1;
        now += tookMs;
        return Promise.resolve([busy]);
      },
    } as unknown as Database;
    board = new BacklogBoard(database, { now: () => now, monotonic: () => now });
  });

  /** Looks, and gives how often the backlog has been read once that reading is done. */
  const lookAfter = async (milliseconds: number): Promise<number> => {
    now += milliseconds;
    board.look(place);
    await tick();
    return readings;
  };

  it('reads once a second while somebody looks', async () => {
    await lookAfter(0);
    expect(board.look(place).place.pending).toBe(7);
    expect(await lookAfter(999)).toBe(1);
    expect(await lookAfter(2)).toBe(2);
  });

  it('reads less often when reading takes long', async () => {
    tookMs = 100;
    await lookAfter(0);
    expect(await lookAfter(1_500)).toBe(1);
    expect(await lookAfter(500)).toBe(2);
  });

  it('reads again after three seconds at most, however long a reading took in a burst', async () => {
    tookMs = 900;
    await lookAfter(0);
    expect(await lookAfter(2_000)).toBe(1);
    expect(await lookAfter(200)).toBe(2);
  });
});
