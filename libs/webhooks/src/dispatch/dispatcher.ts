import { deliveriesTopic } from '../deliveries/deliveries-topic.js';
import type { AttemptKit } from './attempt.js';
import type { DispatchFigures } from './attempt-tally.js';
import { DeliveryLane } from './delivery-lane.js';
import { findMissingKeys } from './key-check.js';

/** Attempts that run at a stop may take so long yet. */
const patienceMs = 3_000;

/** Every so many looks it is seen whether its keys open what it has to sign with; first of all at the first. */
const checkKeysEvery = 30;

/** Of announcements that come fast, those within so long are answered by one look. */
const restMs = 50;

/** Says that deliveries were queued. At most once: what is not heard is found by the next look. */
interface DeliveryNews {
  subscribe(topic: string, listener: () => void): () => void;
}

/**
 * Tells webhooks of events, a process of a server or many: attempts are leased in Postgres, those of a process that
 * died are made again by another, under the same id (at least once).
 */
export class WebhookDispatcher {
  private readonly lanes: readonly DeliveryLane[];
  private looks = 0;
  private missing: readonly string[] = [];
  private unsubscribe = (): void => undefined;
  private waking: NodeJS.Timeout | undefined;
  /** Monotonic: when an announcement was last answered. */
  private wokenAt = -Infinity;

  constructor(
    private readonly kit: AttemptKit,
    private readonly news: DeliveryNews,
  ) {
    this.lanes = [new DeliveryLane(kit, false), new DeliveryLane(kit, true)];
  }

  /** What this process has done so far. */
  get figures(): DispatchFigures {
    return this.kit.tally.figures;
  }

  /** Why it cannot tell some webhooks although it runs, in words. */
  get problems(): readonly string[] {
    return this.missing;
  }

  /** From now on it looks as soon as it hears that something was queued. */
  start(): void {
    this.unsubscribe = this.news.subscribe(deliveriesTopic, () => {
      this.wake();
    });
  }

  /** Begins what is due. Does not wait for it. */
  async look(): Promise<void> {
    this.fill();
    if (this.looks % checkKeysEvery === 0)
      this.missing = await findMissingKeys(this.kit.database, this.kit.secrets);
    this.looks += 1;
  }

  /** Resolves when everything that was due has been tried. */
  async whenIdle(): Promise<void> {
    for (const lane of this.lanes) await lane.whenIdle();
  }

  /** Resolves when no attempt runs any more. */
  async stop(): Promise<void> {
    this.unsubscribe();
    clearTimeout(this.waking);
    await Promise.all(this.lanes.map((lane) => lane.stop(patienceMs)));
  }

  private wake(): void {
    if (this.waking !== undefined) return;
    const { clock } = this.kit;
    const restedAt = this.wokenAt + restMs;
    this.waking = setTimeout(
      () => {
        this.waking = undefined;
        this.wokenAt = clock.monotonic();
        this.fill();
      },
      Math.max(0, restedAt - clock.monotonic()),
    );
  }

  private fill(): void {
    for (const lane of this.lanes) lane.look();
  }
}
