import { isUnreachable, sqlState } from '#platform';

/** What a sweep has found. */
export interface Found {
  readonly workspace_id: string;
  readonly id: string;
  readonly conversation_id: string;
}

/** What could not be done is tried again after so long, doubled each time, up to the longest. */
const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/** A round whose failures have taken so long, or are so many, leaves the rest to the next: it has other chores. */
const patienceMs = 1_500;
const mostFailures = 50;

/** Postgres gave up waiting, or a neighbour won: other conversations may be free. */
const heldUp = new Set(['55P03', '57014', '25P03', '40001', '40P01']);

interface Aside {
  readonly failures: number;
  readonly until: number;
}

/**
 * Does what a sweep has found, each for itself: what fails is set aside for a while, and the others are done.
 * Otherwise one conversation that somebody holds, or one message that cannot be ended, keeps every worker from
 * all that comes after it.
 */
export class SetAside {
  private readonly aside = new Map<string, Aside>();

  /** `now`: milliseconds that only grow. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Keys of messages and of conversations that are not to be found for now: `workspace/id`. */
  get keys(): string[] {
    return [...this.aside.keys()].filter((key) => this.isAside(key));
  }

  /** Throws when what could be done is done, with the first failure as its cause; at once when Postgres is away. */
  async each<Item extends Found>(
    items: readonly Item[],
    work: (item: Item) => Promise<void>,
  ): Promise<void> {
    this.forgetOld();
    const failures: unknown[] = [];
    let failingMs = 0;
    // What failed before comes last: it may take the time of the others again.
    const inOrder = [...items].sort((a, b) => this.failuresOf(a) - this.failuresOf(b));
    for (const item of inOrder) {
      if (failingMs > patienceMs || failures.length >= mostFailures) break;
      if (this.isAside(keyOf(item)) || this.isAside(conversationOf(item))) continue;
      const begunAt = this.now();
      const failure = await this.tryOne(item, work);
      if (failure === undefined) continue;
      failures.push(failure.error);
      failingMs += this.now() - begunAt;
    }
    if (failures.length > 0) throw stumbled(failures);
  }

  private async tryOne<Item extends Found>(
    item: Item,
    work: (item: Item) => Promise<void>,
  ): Promise<{ readonly error: unknown } | undefined> {
    try {
      await work(item);
      for (const key of [keyOf(item), conversationOf(item)]) this.aside.delete(key);
      return undefined;
    } catch (error) {
      const isHeldUp = heldUp.has(sqlState(error) ?? '');
      if (isUnreachable(error) && !isHeldUp) throw error;
      // Whoever holds a conversation holds up all of it; anything else may lie in the message.
      this.put(isHeldUp ? conversationOf(item) : keyOf(item));
      return { error };
    }
  }

  private failuresOf(item: Found): number {
    const [own, all] = [keyOf(item), conversationOf(item)].map((key) => this.aside.get(key));
    return (own?.failures ?? 0) + (all?.failures ?? 0);
  }

  private isAside(key: string): boolean {
    return this.now() < (this.aside.get(key)?.until ?? -Infinity);
  }

  private put(key: string): void {
    const failures = (this.aside.get(key)?.failures ?? 0) + 1;
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    this.aside.set(key, { failures, until: this.now() + pause });
  }

  private forgetOld(): void {
    const now = this.now();
    for (const [key, { until }] of this.aside) {
      if (now - until > 2 * longestPauseMs) this.aside.delete(key);
    }
  }
}

function keyOf({ workspace_id: workspace, id }: Found): string {
  return `${workspace}/${id}`;
}

function conversationOf({ workspace_id: workspace, conversation_id: id }: Found): string {
  return `${workspace}/${id}`;
}

function stumbled(failures: readonly unknown[]): Error {
  const count = String(failures.length);
  return new Error(`What is due could not be done (${count} of it); it is tried again later.`, {
    cause: failures[0],
  });
}

/** For SQL: a row under this name, with a conversation, is not among the `keys` that are set aside. */
export function notAside(alias: string, keys: string): string {
  return `${alias}.workspace_id || '/' || ${alias}.id <> all (${keys}::text[])
      and ${alias}.workspace_id || '/' || ${alias}.conversation_id <> all (${keys}::text[])`;
}
