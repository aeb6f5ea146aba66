import type { Cell } from './cell.js';
import { openLane } from './lane.js';
import { runCell, type CellReport } from './run-cell.js';

/** Runs cells in so many lanes side by side, each of them over a database of its own. */
export async function runMatrix(
  cells: readonly Cell[],
  lanes: number,
  onReport: (report: CellReport) => void = () => undefined,
): Promise<CellReport[]> {
  const waiting = [...cells];
  const reports: CellReport[] = [];
  const work = async (): Promise<void> => {
    const lane = await openLane();
    try {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const report = await runCell(cell, lane);
        reports.push(report);
        onReport(report);
      }
    } finally {
      await lane.close();
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return reports;
}
