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

/** Keeps figures for those who ask: counting may read every message, so it is done seldom. */
export class FigureCounter<Counted = Figures> {
  private known: Promise<Counted> | undefined;
  private countAgainAt = 0;

  constructor(
    private readonly count: () => Promise<Counted>,
    private readonly monotonic: () => number,
  ) {}

  /** Figures of a few seconds ago, or older when counting takes long. */
  read(): Promise<Counted> {
    if (this.known === undefined || this.monotonic() >= this.countAgainAt) {
      this.countAgainAt = Infinity;
      this.known = this.countNow();
    }
    return this.known;
  }

  private async countNow(): Promise<Counted> {
    const started = this.monotonic();
    try {
      return await this.count();
    } finally {
      const now = this.monotonic();
      this.countAgainAt = now + Math.max(freshForMs, (now - started) / share);
    }
  }
}
