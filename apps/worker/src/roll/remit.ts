import type { Clock } from '#platform';
import type { MailSelection, ServingWorker } from '#messaging';

/**
 * Mail of other capabilities is taken only when nobody who serves them has been seen for so long: a
 * restart of theirs must be over by then, and mail that nobody wants must not lie for ever.
 */
const patienceMs = 30_000;

/** Which mail a worker takes: its capabilities, mail that names none, and what nobody else serves. */
export class Remit {
  private readonly own: ReadonlySet<string> | undefined;
  /** When others were last seen to serve a capability, or all of them. Monotonic. */
  private readonly seen = new Map<string, number>();
  private allSeenAt: number;

  /** `only`: the capabilities it serves. Absent: all. */
  constructor(
    private readonly only: readonly string[] | undefined,
    private readonly clock: Clock,
  ) {
    this.own = only === undefined ? undefined : new Set(only);
    // Who else is there is not known yet.
    this.allSeenAt = clock.monotonic();
  }

  /** Whether there is mail that it leaves to others. */
  get isPartial(): boolean {
    return this.own !== undefined;
  }

  /** Takes note of who else takes turns now. */
  hear(others: readonly ServingWorker[]): void {
    const now = this.clock.monotonic();
    for (const { capabilities } of others) {
      if (capabilities === undefined) this.allSeenAt = now;
      else for (const capability of capabilities) this.seen.set(capability, now);
    }
    for (const [capability, at] of this.seen) {
      if (now - at >= patienceMs) this.seen.delete(capability);
    }
  }

  /** Whether mail with this capability is to be taken. */
  takes(capability: string | undefined): boolean {
    if (this.own === undefined || capability === undefined || this.own.has(capability)) return true;
    return !this.isSeen(this.allSeenAt) && !this.isSeen(this.seen.get(capability));
  }

  /** The same, for questions to Postgres. */
  get selection(): MailSelection {
    if (this.only === undefined) return {};
    if (this.isSeen(this.allSeenAt)) return { only: this.only };
    const others = [...this.seen].filter(
      ([name, at]) => this.isSeen(at) && this.own?.has(name) !== true,
    );
    return { except: others.map(([name]) => name) };
  }

  private isSeen(at: number | undefined): boolean {
    return at !== undefined && this.clock.monotonic() - at < patienceMs;
  }
}
