import { systemCaller, type Database } from '#platform';
import {
  readAgentFigures,
  readMessageFigures,
  type AgentFigure,
  type MessageFigure,
} from './figures.repository.js';

export interface Figures {
  readonly agents: readonly AgentFigure[];
  readonly messages: readonly MessageFigure[];
}

/** Figures are at least so old before they are counted again. */
const freshForMs = 5_000;

/** Counting may take this share of the time, however often somebody asks. */
const share = 0.02;

/** Counts what happened, for the metrics. Counting reads every message, so it is done seldom. */
export class FigureCounter {
  private known: Promise<Figures> | undefined;
  private countAgainAt = 0;

  constructor(
    private readonly database: Database,
    private readonly monotonic: () => number,
  ) {}

  /** Figures of a few seconds ago, or older when counting takes long. */
  async read(): Promise<Figures> {
    if (this.known === undefined || this.monotonic() >= this.countAgainAt) {
      this.countAgainAt = Infinity;
      this.known = this.count();
    }
    return this.known;
  }

  private async count(): Promise<Figures> {
    const started = this.monotonic();
    try {
      return await this.database.read(systemCaller, async (tx) => ({
        agents: await readAgentFigures(tx),
        messages: await readMessageFigures(tx),
      }));
    } catch (error) {
      this.known = undefined;
      throw error;
    } finally {
      const now = this.monotonic();
      this.countAgainAt = now + Math.max(freshForMs, (now - started) / share);
    }
  }
}
