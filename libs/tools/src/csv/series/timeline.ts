import { ExactSum } from '../figures/statistics.js';
import type { PeriodUnit } from './calendar.js';

export type Aggregation = 'sum' | 'mean';

/** The values of a series by period, in the order of time. A period without rows is not there. */
export class Timeline {
  readonly #sums: ReadonlyMap<number, ExactSum>;
  readonly periods: readonly number[];

  constructor(
    readonly unit: PeriodUnit,
    readonly aggregation: Aggregation,
    sums: ReadonlyMap<number, ExactSum>,
  ) {
    this.periods = [...sums.keys()].sort((left, right) => left - right);
    this.#sums = sums;
  }

  /** Of a period; nothing where there are no rows. */
  valueAt(period: number): number | undefined {
    const sum = this.#sums.get(period);
    return sum === undefined ? undefined : this.#told(sum);
  }

  /** Of several periods together: the mean weighs rows, not periods. */
  totalOf(periods: readonly number[]): number {
    const total = new ExactSum();
    for (const period of periods) {
      const sum = this.#sums.get(period);
      if (sum !== undefined) total.include(sum);
    }
    return this.#told(total);
  }

  /** Without some of its periods. */
  without(periods: ReadonlySet<number>): Timeline {
    const kept = [...this.#sums].filter(([period]) => !periods.has(period));
    return new Timeline(this.unit, this.aggregation, new Map(kept));
  }

  #told(sum: ExactSum): number {
    return this.aggregation === 'sum' ? sum.total : sum.mean;
  }
}
