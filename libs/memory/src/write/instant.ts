/** Microseconds since 1970 of an RFC 3339 text: Postgres counts finer than a Date can hold. */
export function microsOf(text: string): number {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return Date.parse(text) * 1_000 + Number(fraction.slice(3, 6).padEnd(3, '0'));
}
