import { AggregatorRegistry } from 'prom-client';
import type { MetricsOfProcess } from './add-up-metrics.js';

/** What one of several processes told. */
export interface ToldMetrics {
  readonly pid: number;
  readonly metrics: MetricsOfProcess;
}

/**
 * Keeps what processes counted that have died since, or do not answer now: a sum that fell would look to Prometheus as
 * if everything had begun anew, and all that is left of it happened within a moment.
 */
export class LastingCounts {
  private readonly last = new Map<number, MetricsOfProcess>();
  private ofDead: MetricsOfProcess = [];
  private before: Promise<unknown> = Promise.resolve();

  /** What is told now, and what lasts of those who tell nothing. `alive` are the processes that run. One after another. */
  async complete(
    told: readonly ToldMetrics[],
    alive: readonly number[],
  ): Promise<readonly MetricsOfProcess[]> {
    const mine = this.before.then(() => this.addUp(told, alive));
    this.before = mine.catch(() => undefined);
    return mine;
  }

  private async addUp(
    told: readonly ToldMetrics[],
    alive: readonly number[],
  ): Promise<readonly MetricsOfProcess[]> {
    for (const { pid, metrics } of told) this.last.set(pid, metrics.filter(isCount));
    const tells = new Set(told.map(({ pid }) => pid));
    for (const [pid, counts] of this.last) {
      // Who died after it told is among those who tell, this time.
      if (alive.includes(pid) || tells.has(pid)) continue;
      this.last.delete(pid);
      this.ofDead = await AggregatorRegistry.aggregate([this.ofDead, counts]).getMetricsAsJSON();
    }
    const silent = [...this.last].filter(([pid]) => !tells.has(pid)).map(([, counts]) => counts);
    // Those who tell come first: they know all labels and their order.
    return [...told.map(({ metrics }) => metrics), ...silent, this.ofDead];
  }
}

/** Counted by one process since its start; what the database counts for all of them never falls. */
function isCount({ type, aggregator }: MetricsOfProcess[number]): boolean {
  // The library's type is a number that it never uses; what it gives is the word.
  return aggregator === 'sum' && ['counter', 'histogram'].includes(String(type));
}
