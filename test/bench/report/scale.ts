/** Where a value stands on an axis. */
export interface Scale {
  readonly least: number;
  readonly most: number;
  readonly place: (value: number) => number;
}

/** An axis that holds all values; a linear one begins at 0, a logarithmic one at a power of ten. */
export function scaleOf(
  values: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
  isLog: boolean,
): Scale {
  const highest = Math.max(...values, isLog ? 1 : 0);
  const most = isLog ? highest * 1.2 : highest * 1.05 || 1;
  const positive = values.filter((value) => value > 0);
  const least = isLog ? Math.min(...positive, most / 10) / 1.2 : 0;
  const share = (value: number): number =>
    isLog
      ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
      : (value - least) / (most - least);
  return { least, most, place: (value) => from + share(value) * (to - from) };
}

/** Round values, about five. */
export function linearTicks(least: number, most: number): number[] {
  const raw = (most - least) / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw) ?? raw;
  const count = Math.floor((most - least) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) =>
    Number((least + index * step).toPrecision(6)),
  );
}

/** 1, 2 and 5 of every power of ten. */
export function logTicks(least: number, most: number): number[] {
  const from = Math.floor(Math.log10(least));
  const powers = Array.from({ length: Math.ceil(Math.log10(most)) - from + 1 }, (_, n) => from + n);
  return powers
    .flatMap((power) => [1, 2, 5].map((one) => Number((one * 10 ** power).toPrecision(1))))
    .filter((tick) => tick >= least && tick <= most);
}
