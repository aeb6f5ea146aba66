import type { BellWorkers, Lane, Logger, Queues } from '#platform';

export interface LaneListenerKit {
  readonly workers: Pick<BellWorkers, 'listen'>;
  readonly queues: Pick<Queues, 'arrivals' | 'laneOf'>;
  /** The capabilities that exist now, freshly looked up. */
  readonly capabilities: () => Promise<readonly string[]>;
  /** Hears when the registry changes; gives a function that stops hearing. */
  readonly onRegistryChange: (listener: () => void) => () => void;
  /** The only capabilities this worker serves. Absent: all. */
  readonly only: readonly string[] | undefined;
  readonly log: Logger;
}

/** The registry is looked at this often, should a change have gone unheard. */
const everyMs = 10_000;

/** Listens to the lanes of the capabilities that exist, and picks up new ones without a restart. */
export class LaneListener {
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;
  private pass: Promise<void> = Promise.resolve();

  constructor(private readonly kit: LaneListenerKit) {}

  async start(): Promise<void> {
    this.unsubscribe = this.kit.onRegistryChange(() => {
      void this.refresh();
    });
    this.timer = setInterval(() => {
      void this.refresh();
    }, everyMs);
    await this.refresh();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.unsubscribe?.();
    await this.pass;
  }

  /** One look at a time; a change during a look is looked at after it. */
  private refresh(): Promise<void> {
    this.pass = this.pass.then(() => this.look());
    return this.pass;
  }

  private async look(): Promise<void> {
    const { workers, capabilities, queues, only, log } = this.kit;
    try {
      await workers.listen(lanesFor(await capabilities(), only, queues));
    } catch (error) {
      log.warn({ err: error }, 'The lanes could not be brought up to date; trying again.');
    }
  }
}

/**
 * Where mail arrives, the lanes of all capabilities or of the chosen ones, and that of mail which names
 * none. Whoever serves all also hears what others pass on.
 */
export function lanesFor(
  existing: readonly string[],
  only: readonly string[] | undefined,
  { arrivals, laneOf }: Pick<Queues, 'arrivals' | 'laneOf'>,
): Set<Lane> {
  const served = only ?? existing;
  const count = existing.length;
  const named = [undefined, ...served].map((capability) => laneOf(capability, count));
  const lanes = new Set([arrivals, ...named]);
  return only === undefined ? lanes.add(laneOf(undefined, count, true)) : lanes;
}
