import { facts } from '../show/table.js';
import type { BenchFigures } from './summarize.js';

/** What was measured, and where. */
interface Measured extends BenchFigures {
  readonly server: Readonly<Record<string, unknown>>;
  readonly capability: string;
  readonly concurrency: number;
}

/** The figures as people read them. */
export function renderFigures({ server, failures, ...figures }: Measured): string {
  const failed = Object.keys(failures).length === 0 ? {} : { failures };
  return facts({
    server: Object.entries(server)
      .map(([name, value]) => `${name} ${String(value)}`)
      .join(', '),
    ...{ capability: figures.capability, 'at a time': figures.concurrency },
    ...{ messages: figures.messages, failed: figures.failed, seconds: figures.seconds },
    'per second': figures.per_second,
    latency: renderSpread(figures.latency_ms),
    'of which turn': renderSpread(figures.turn_ms),
    ...failed,
  });
}

const renderSpread = (spread: BenchFigures['latency_ms']): string | undefined =>
  spread === null
    ? undefined
    : Object.entries(spread)
        .map(([name, ms]) => `${name} ${String(ms)} ms`)
        .join(', ');
