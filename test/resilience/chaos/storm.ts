import { setTimeout as delay } from 'node:timers/promises';
import type { Blow, FaultKind, Target } from './blow.js';
import type { Site } from './site.js';

/** Faults that could not be struck or healed as planned, such as a lock on a Postgres that is down. */
export interface Miss {
  readonly blow: Blow;
  readonly why: string;
}

/** Lets the blows of a plan fall at their times; what harms the same thing waits for its turn. */
export class Storm {
  /** Blows that struck, by kind. */
  readonly struck = new Map<string, number>();
  readonly misses: Miss[] = [];
  private readonly busy = new Map<Target, Promise<void>>();
  private readonly all: Promise<void>[] = [];

  constructor(
    private readonly site: Site,
    private readonly kinds: readonly FaultKind[],
    private readonly onBlow: (blow: Blow) => void = () => undefined,
  ) {}

  /** Whether a fault is at work on something: nobody else then puts it right. */
  isAt(name: string): boolean {
    return this.busy.has(name as Target) || this.busy.has('everybody');
  }

  /** Resolves when every blow has fallen and everything that was struck is healed. */
  async run(blows: readonly Blow[]): Promise<void> {
    const startedAt = performance.now();
    for (const blow of blows) {
      await delay(Math.max(0, blow.at - (performance.now() - startedAt)));
      this.queue(blow);
    }
    await Promise.all(this.all);
  }

  /** Behind whatever harms the same thing now; what harms everybody waits for nobody. */
  private queue(blow: Blow): void {
    const before = this.busy.get(blow.target) ?? Promise.resolve();
    const falling: Promise<void> = before
      .then(() => this.fall(blow))
      .finally(() => {
        if (this.busy.get(blow.target) === falling) this.busy.delete(blow.target);
      });
    this.busy.set(blow.target, falling);
    this.all.push(falling);
  }

  private async fall(blow: Blow): Promise<void> {
    const kind = this.kinds.find(({ kind: name }) => name === blow.kind);
    try {
      this.onBlow(blow);
      await kind?.strike(this.site, blow);
      this.struck.set(blow.kind, (this.struck.get(blow.kind) ?? 0) + 1);
    } catch (error) {
      this.misses.push({ blow, why: error instanceof Error ? error.message : String(error) });
    }
  }
}
