import { randomUUID } from 'node:crypto';
import { createSilentLogger } from '../observe/logger.js';
import { openQueues, type Queues } from './open-queues.js';

/** Where the doorbells of one run of the suite stand. */
export interface BellGround {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
}

/**
 * What a doorbell must do on every ground. It may ring too often and it may hand two bells of one
 * mailbox to two workers (the lease sorts that out); it may not lose the last ring of a mailbox.
 */
export function describeBells(mode: string, openGround: () => Promise<BellGround>): void {
  describe(`the doorbell on ${mode}`, () => {
    let ground: BellGround;
    const opened: Queues[] = [];

    beforeAll(async () => {
      ground = await openGround();
    });
    afterAll(async () => {
      await Promise.all(opened.map((queues) => queues.close()));
    });

    async function open(prefix: string): Promise<Queues> {
      const queues = await openQueues({
        ...ground,
        prefix,
        maxLanes: 8,
        log: createSilentLogger(),
      });
      opened.push(queues);
      return queues;
    }

    it('runs a handler after the last ring of every mailbox, even when handlers throw', async () => {
      const prefix = `{bells-${randomUUID()}}`;
      const lane = `cap.${randomUUID()}`;
      const producer = await open(prefix);
      const tally = new RingTally();
      const workers = await Promise.all(
        [1, 2, 3].map(async () => (await open(prefix)).openWorkers(tally.handle, 8)),
      );
      await Promise.all(workers.map((worker) => worker.listen(new Set([lane]))));
      for (let n = 0; n < 300; n += 1) {
        const mailboxId = String(n % 6);
        tally.note(mailboxId);
        await producer.ringer.ring([{ lane, mailboxId }]);
      }
      await tally.untilAllHandled();
      expect(tally.missing()).toEqual([]);
      await Promise.all(workers.map((worker) => worker.close(5_000)));
    });

    it('reports that bells get through', async () => {
      const { ringer } = await open(`{bells-${randomUUID()}}`);
      expect(await ringer.ring([{ lane: 'cap.health', mailboxId: '1' }])).toBe(true);
      expect(ringer.isHealthy).toBe(true);
    });

    it('answers a ping', async () => {
      const queues = await open(`{bells-${randomUUID()}}`);
      await expect(queues.ping()).resolves.toBeUndefined();
    });
  });
}

/** Counts rings and knows which mailbox saw no handler start after its last one. */
class RingTally {
  private readonly rung = new Map<string, number>();
  private readonly handled = new Map<string, number>();
  private heard: () => void = () => undefined;
  private calls = 0;

  readonly handle = async (mailboxId: string): Promise<void> => {
    const seen = this.rung.get(mailboxId) ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 2));
    this.handled.set(mailboxId, Math.max(seen, this.handled.get(mailboxId) ?? 0));
    this.heard();
    this.calls += 1;
    if (this.calls % 10 === 0) throw new Error('a handler that fails');
  };

  note(mailboxId: string): void {
    this.rung.set(mailboxId, (this.rung.get(mailboxId) ?? 0) + 1);
  }

  missing(): string[] {
    return [...this.rung].filter(([id, n]) => (this.handled.get(id) ?? 0) < n).map(([id]) => id);
  }

  async untilAllHandled(): Promise<void> {
    while (this.missing().length > 0) {
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }
}
