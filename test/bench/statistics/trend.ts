/** Values over time, in order. */
export type Points = readonly (readonly [x: number, y: number])[];

/** How much y grows while x grows by one (least squares); 0 when there are too few points. */
export function slopeOf(points: Points): number {
  const count = points.length;
  if (count < 2) return 0;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const joint = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return spread === 0 ? 0 : joint / spread;
}

/** The mean of the last third to that of the middle one. The first third still fills caches and heaps. */
export function growthOf(points: Points): number {
  const third = Math.floor(points.length / 3);
  const mean = (from: number, to: number): number =>
    points.slice(from, to).reduce((sum, [, y]) => sum + y, 0) / Math.max(1, to - from);
  return third === 0 ? 1 : mean(2 * third, 3 * third) / mean(third, 2 * third);
}

/** Without the first third. */
export const settled = (points: Points): Points => points.slice(Math.floor(points.length / 3));
