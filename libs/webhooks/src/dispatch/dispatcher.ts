import { systemCaller } from '#platform';
import { dropOldDeliveries } from '../deliveries/delivery.repository.js';
import type { AttemptKit } from './attempt.js';
import { DeliveryLane } from './delivery-lane.js';

/** Attempts that run at a stop may take so long yet. */
const patienceMs = 3_000;

/** Every so many looks, what was settled long ago is forgotten. */
const dropEvery = 600;

/**
 * Tells webhooks of events, a process of a server or many: attempts are leased in Postgres, those of a process that
 * died are made again by another, under the same id (at least once).
 */
export class WebhookDispatcher {
  private readonly lanes: readonly DeliveryLane[];
  private looks = 0;

  constructor(private readonly kit: AttemptKit) {
    this.lanes = [new DeliveryLane(kit, false), new DeliveryLane(kit, true)];
  }

  /** Begins what is due. Does not wait for it. */
  async look(): Promise<void> {
    for (const lane of this.lanes) lane.look();
    this.looks += 1;
    if (this.looks % dropEvery === 0) {
      await this.kit.database.read(systemCaller, dropOldDeliveries);
    }
  }

  /** Resolves when everything that was due has been tried. */
  async whenIdle(): Promise<void> {
    for (const lane of this.lanes) await lane.whenIdle();
  }

  /** Resolves when no attempt runs any more. */
  async stop(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.stop(patienceMs)));
  }
}
