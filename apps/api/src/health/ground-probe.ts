import { probeGround, type Database, type GroundHealth, type Queues } from '#platform';

/** Looks whether Postgres and the queue are there. */
export class GroundProbe {
  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  look(): Promise<GroundHealth> {
    const { database, queues } = this;
    return probeGround({ database, queues });
  }
}
