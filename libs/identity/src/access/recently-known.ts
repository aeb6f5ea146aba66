import type { Clock } from '#platform';

/** A change made by another process is seen after so long, when the word of it got lost. */
const trustForMs = 5_000;

/** Attackers may name any id: the oldest make room. */
const most = 10_000;

interface Known<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/** What was read a moment ago, by id, so that not every request reads it. Readings that fail are not kept. */
export class RecentlyKnown<T> {
  private readonly entries = new Map<string, Known<T>>();

  constructor(
    private readonly clock: Clock,
    private readonly read: (id: string) => Promise<T>,
  ) {}

  get(id: string): Promise<T> {
    const known = this.entries.get(id);
    const now = this.clock.monotonic();
    if (known !== undefined && now - known.at <= trustForMs) return known.value;
    const value = this.read(id);
    this.entries.delete(id);
    this.entries.set(id, { value, at: now });
    this.makeRoom();
    value.catch(() => {
      if (this.entries.get(id)?.value === value) this.entries.delete(id);
    });
    return value;
  }

  forget(id: string): void {
    this.entries.delete(id);
  }

  private makeRoom(): void {
    const [oldest] = this.entries.keys();
    if (this.entries.size > most && oldest !== undefined) this.entries.delete(oldest);
  }
}
