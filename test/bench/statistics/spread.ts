/** What several runs gave: the middle one, and the range of all. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @param values one of each run; none gives zeros. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? 0;
  const middle = (sorted.length - 1) / 2;
  return {
    median: tidy((at(Math.floor(middle)) + at(Math.ceil(middle))) / 2),
    min: tidy(at(0)),
    max: tidy(at(sorted.length - 1)),
  };
}

/** The median over the runs of what was measured by the ground beside it in the same run; undefined without a ground. */
export function ratioOf(values: readonly number[], ground: readonly number[]): number | undefined {
  const ratios = values.flatMap((value, run) => {
    const beside = ground[run];
    return beside === undefined || beside === 0 ? [] : [value / beside];
  });
  return ratios.length === 0 ? undefined : tidy(spreadOf(ratios).median);
}

/** As many digits as mean something: three. */
export function tidy(value: number): number {
  return Number(value.toPrecision(value >= 1_000 ? Math.max(3, digitsOf(value)) : 3));
}

function digitsOf(value: number): number {
  return Math.floor(Math.log10(value)) + 1;
}
