import type { Caller, Clock, Database } from '#platform';
import { keyOf, readFigures, type Provision } from './figures.repository.js';
import { noFigures, type ProviderFigures } from './provider-figures.js';

/** Figures younger than this are used as they are. */
const freshForMs = 1_000;

/** Up to this age figures are used while newer ones are read; beyond, whoever asks waits. */
const trustForMs = 5_000;

/** Reading may take this share of the time, however many figures there are. */
const share = 0.05;

/** What nobody waits for is read together, no more often than this. */
const togetherMs = 250;

/** So many are read at once: one statement stays far below its time limit. */
const mostAtOnce = 500;

/** So many are kept; those read longest ago are forgotten first. */
const mostKept = 20_000;

/** What is to be read of one workspace. */
interface Collected {
  readonly provisions: Map<string, Provision>;
  begunAt: number;
}

interface Kept {
  readonly figures: ProviderFigures;
  readonly readAt: number;
  /** Of messages given to the agent by this process before the figures were read. */
  readonly givenBefore: number;
}

/**
 * How busy and how good agents are, of a second ago: read when somebody asks, in bulk, and never per
 * message. What this process itself gave an agent since the reading is added, so that a burst within
 * the second does not all go to the agent that was idle at its beginning.
 */
export class FigureBoard {
  private readonly kept = new Map<string, Kept>();
  private readonly given = new Map<string, number>();
  private readonly reading = new Map<string, Promise<void>>();
  private readonly collected = new Map<string, Collected>();
  private readAgainAfterMs = freshForMs;
  private nextTogetherMs = togetherMs;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes sure that figures of these are there and not too old. Look at them then: what `look` gives
   * counts everything that was noted up to that moment.
   */
  async refresh(caller: Caller, provisions: readonly Provision[]): Promise<void> {
    const trusted = Math.max(trustForMs, 2 * this.readAgainAfterMs);
    if (provisions.some((each) => this.ageOf(each) > trusted)) {
      await this.readAll(caller, this.oldOf(provisions));
    } else {
      this.refreshSoon(caller, provisions);
    }
  }

  /**
   * As `refresh`, for whom nothing depends on it: figures that are too old are read with those of others, a
   * moment after this or later. A thousand agents that are asked for in turn cost a transaction each otherwise.
   */
  refreshSoon(caller: Caller, provisions: readonly Provision[]): void {
    const old = this.oldOf(provisions);
    if (old.length === 0) return;
    const { workspace } = caller;
    const collected = this.collected.get(workspace) ?? {
      provisions: new Map(),
      begunAt: -Infinity,
    };
    this.collected.set(workspace, collected);
    for (const provision of old) collected.provisions.set(keyOf(provision), provision);
    const now = this.clock.monotonic();
    if (now - collected.begunAt < this.nextTogetherMs) return;
    collected.begunAt = now;
    const all = [...collected.provisions.values()];
    collected.provisions.clear();
    this.readAll(caller, all).catch(() => undefined);
  }

  /** What is known now; nothing at all of an agent that was never refreshed. */
  look(provision: Provision): ProviderFigures {
    const kept = this.kept.get(keyOf(provision));
    if (kept === undefined) return noFigures;
    const since = (this.given.get(provision.agentId) ?? 0) - kept.givenBefore;
    return { ...kept.figures, pending: kept.figures.pending + since };
  }

  /** Notes that an agent gets a message now. */
  noteGiven(agentId: string): void {
    this.given.set(agentId, (this.given.get(agentId) ?? 0) + 1);
  }

  private oldOf(provisions: readonly Provision[]): Provision[] {
    return provisions.filter((each) => this.ageOf(each) > this.readAgainAfterMs);
  }

  private ageOf(provision: Provision): number {
    return this.clock.monotonic() - (this.kept.get(keyOf(provision))?.readAt ?? -Infinity);
  }

  /** What is being read already is not read again. */
  private async readAll(caller: Caller, old: readonly Provision[]): Promise<void> {
    const wanted = old.filter((provision) => !this.reading.has(keyOf(provision)));
    for (let at = 0; at < wanted.length; at += mostAtOnce) {
      this.begin(caller, wanted.slice(at, at + mostAtOnce));
    }
    const running = old.flatMap((provision) => this.reading.get(keyOf(provision)) ?? []);
    await Promise.all(new Set(running));
  }

  private begin(caller: Caller, provisions: readonly Provision[]): void {
    const keys = provisions.map(keyOf);
    const done = this.fetch(caller, provisions).finally(() => {
      for (const key of keys) this.reading.delete(key);
    });
    for (const key of keys) this.reading.set(key, done);
  }

  private async fetch(caller: Caller, provisions: readonly Provision[]): Promise<void> {
    const readAt = this.clock.monotonic();
    const before = new Map(this.given);
    const read = await this.database.read(caller, (tx) => readFigures(tx, provisions));
    const restMs = (this.clock.monotonic() - readAt) / share;
    this.readAgainAfterMs = Math.max(freshForMs, restMs);
    this.nextTogetherMs = Math.max(togetherMs, restMs);
    for (const provision of provisions) {
      this.keep(keyOf(provision), {
        figures: read.get(keyOf(provision)) ?? noFigures,
        readAt,
        givenBefore: before.get(provision.agentId) ?? 0,
      });
    }
  }

  private keep(key: string, kept: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
  }
}
