import type { Database } from '#platform';
import { BacklogBoard } from './backlog-board.js';
import type { BusyAgent } from './backlog.repository.js';
import { Snapshot } from './snapshot.js';

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
  let meanwhile: () => void;
  let board: BacklogBoard;

  beforeEach(() => {
    now = 1_000_000;
    readings = 0;
    tookMs = 0;
    meanwhile = () => undefined;
    const database = {
      read: () => {
        readings += 1;
        now += tookMs;
        meanwhile();
        return Promise.resolve({ busy: [busy], snapshot: new Snapshot('20:20:') });
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

  describe('what this process stores while the backlog is read', () => {
    /** The reading saw all before transaction 20. */
    const storeMeanwhile = (transaction: string): void => {
      const told = board.letIn(place, 3);
      meanwhile = () => {
        told(transaction);
      };
    };

    it('is counted once when the reading saw it', async () => {
      storeMeanwhile('19');
      await lookAfter(0);
      expect(board.look(place).place.pending).toBe(7);
      expect(board.look(place).server.pending).toBe(7);
    });

    it('is added when the reading did not see it, until the next', async () => {
      storeMeanwhile('20');
      await lookAfter(0);
      expect(board.look(place).place.pending).toBe(10);
      meanwhile = () => undefined;
      await lookAfter(1_001);
      expect(board.look(place).place.pending).toBe(7);
    });

    it('is counted once when it is told only after the reading', async () => {
      const told = board.letIn(place, 3);
      await lookAfter(0);
      expect(board.look(place).place.pending).toBe(10);
      told('19');
      expect(board.look(place).place.pending).toBe(7);
    });
  });
});
