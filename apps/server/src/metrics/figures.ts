import type { DeliveryFigures } from '#webhooks';
import type { AgentFigure, MemoryFigure, MessageFigure } from './figures.repository.js';

/** What happened so far, in numbers. */
export interface Figures {
  readonly agents: readonly AgentFigure[];
  readonly messages: readonly MessageFigure[];
  readonly memories: readonly MemoryFigure[];
  /** Messages whose turns are suspended. */
  readonly waiting: number;
  readonly webhooks: DeliveryFigures;
}

/** Figures are at least so old before they are counted again. */
const freshForMs = 5_000;

/** Counting may take this share of the time, however often somebody asks. */
const share = 0.02;

/**
 * Keeps figures for those who ask: counting may read a whole table, so it is done seldom. While it goes on, and when it
 * fails, those of before are told: figures that vanish say less than old ones.
 */
export class FigureCounter<Counted> {
  private known: Counted | undefined;
  private counting: Promise<Counted> | undefined;
  private countAgainAt = 0;

  constructor(
    private readonly count: () => Promise<Counted>,
    private readonly monotonic: () => number,
  ) {}

  /** Figures of a few seconds ago, or older when counting takes long. Rejects while it has never succeeded. */
  async read(): Promise<Counted> {
    if (this.counting === undefined || this.monotonic() >= this.countAgainAt) {
      this.countAgainAt = Infinity;
      this.counting = this.countNow();
      // Who is told old figures does not wait for it.
      this.counting.catch(() => undefined);
    }
    return this.known ?? this.counting;
  }

  private async countNow(): Promise<Counted> {
    const started = this.monotonic();
    try {
      this.known = await this.count();
      return this.known;
    } finally {
      const now = this.monotonic();
      this.countAgainAt = now + Math.max(freshForMs, (now - started) / share);
    }
  }
}
