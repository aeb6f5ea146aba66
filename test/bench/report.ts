import type { RawFigures } from './raw-queue.js';
import type { ServedFigures } from './served-messages.js';
import type { Latency } from './percentiles.js';

export interface ModeFigures {
  readonly mode: string;
  readonly title: string;
  readonly raw: RawFigures;
  readonly served: ServedFigures;
}

/** The figures as a table for people. */
export function renderTable(all: readonly ModeFigures[]): string {
  const rows = [
    ['', 'accept/s', 'accept ms', 'turns/s', 'answer ms', 'raw add/s', 'raw jobs/s', 'raw job ms'],
    ['', 'durable', 'p50/p95/p99', 'end to end', 'p50/p95/p99', 'BullMQ', 'BullMQ', 'p50/p95/p99'],
    ...all.map(({ title, raw, served }) => [
      title,
      String(served.acceptPerSecond),
      show(served.accept),
      String(served.turnsPerSecond),
      show(served.latency),
      String(raw.addPerSecond),
      String(raw.processPerSecond),
      show(raw.latency),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function show({ p50, p95, p99 }: Latency): string {
  return [p50, p95, p99].map(String).join('/');
}
