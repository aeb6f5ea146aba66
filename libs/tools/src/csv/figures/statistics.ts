/**
 * Adds numbers up without losing what is small beside what is large (Neumaier's variant of Kahan's
 * sum): ten times 0.1 is 1, and a million prices add up to the cent.
 */
export class ExactSum {
  #sum = 0;
  #lost = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get total(): number {
    return this.#sum + this.#lost;
  }

  get mean(): number {
    return this.total / this.#count;
  }

  add(value: number): this {
    const next = this.#sum + value;
    const isLarger = Math.abs(this.#sum) >= Math.abs(value);
    this.#lost += isLarger ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
    this.#count += 1;
    return this;
  }

  /** Adds what another sum has added. */
  include(other: ExactSum): this {
    this.add(other.#sum).add(other.#lost);
    this.#count += other.#count - 2;
    return this;
  }
}

export function sumOf(values: readonly number[]): ExactSum {
  const sum = new ExactSum();
  for (const value of values) sum.add(value);
  return sum;
}

export const meanOf = (values: readonly number[]): number => sumOf(values).mean;

/** Of values in ascending order: the middle one, or the mean of the two. `NaN` of none. */
export function medianOfSorted(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export const ascending = (values: readonly number[]): number[] =>
  values.toSorted((left, right) => left - right);

export const medianOf = (values: readonly number[]): number => medianOfSorted(ascending(values));

/** Sum of the squared distances from the mean, in two passes: exact where one pass cancels. */
export function squaredDeviations(values: readonly number[]): number {
  const mean = meanOf(values);
  return sumOf(values.map((value) => (value - mean) ** 2)).total;
}

/** Standard deviation of the sample (n - 1); nothing below two values. */
export function sampleDeviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  return Math.sqrt(squaredDeviations(values) / (values.length - 1));
}

/** To 12 significant digits: what a double surely knows after some arithmetic. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

/** Change in percent to 4 decimals; `null` where the base is zero or negative. */
export function changePercent(from: number | undefined, to: number): number | null {
  if (from === undefined || from <= 0) return null;
  return Number(((to / from - 1) * 100).toFixed(4));
}

/** Compound growth per year in percent; `null` where it is not defined. */
export function yearlyPercent(from: number, to: number, years: number): number | null {
  if (from <= 0 || to <= 0 || years < 1) return null;
  return Number((((to / from) ** (1 / years) - 1) * 100).toFixed(4));
}
