import { randomUUID } from 'node:crypto';
import { createSilentLogger } from '../observe/logger.js';
import { openQueues, type Queues } from './open-queues.js';

/** Where the doorbells of one run of the suite stand. */
export interface BellGround {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
}

/** Opens queues with a prefix of their own, and closes them when the test is over. */
export class QueueOpener {
  private readonly opened: Queues[] = [];

  constructor(
    private readonly ground: BellGround,
    private readonly isAlone: boolean,
  ) {}

  async open(prefix = `{bells-${randomUUID()}}`): Promise<Queues> {
    const log = createSilentLogger();
    const queues = await openQueues({
      ...{ ...this.ground, prefix, maxLanes: 8, log },
      isAlone: this.isAlone,
    });
    this.opened.push(queues);
    return queues;
  }

  async closeAll(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((queues) => queues.close()));
  }
}
