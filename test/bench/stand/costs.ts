import { tidy } from '../statistics/spread.js';
import type { PostgresFigures } from './postgres-figures.js';

/** What everything has used since it began. */
export interface Used {
  /** Processor time by process, in microseconds. */
  readonly cpuMicros: Readonly<Record<string, number>>;
  readonly postgres: PostgresFigures | undefined;
}

/** What one message costs. These figures survive a busy machine; how many there are in a second does not. */
export interface Costs {
  readonly cpuMicros: Readonly<Record<string, number>>;
  readonly transactions?: number;
  readonly statements?: number;
  readonly walBytes?: number;
}

/** What was used between two looks, by message. */
export function costsOf(before: Used, after: Used, messages: number): Costs {
  const each = (from: number, to: number): number => tidy((to - from) / Math.max(1, messages));
  const names = Object.keys(after.cpuMicros);
  const cpuMicros = Object.fromEntries(
    names.map((name) => [name, each(before.cpuMicros[name] ?? 0, after.cpuMicros[name] ?? 0)]),
  );
  const [from, to] = [before.postgres, after.postgres];
  if (from === undefined || to === undefined) return { cpuMicros };
  return {
    cpuMicros: { ...cpuMicros, postgres: each(from.cpuMicros, to.cpuMicros) },
    transactions: each(from.transactions, to.transactions),
    walBytes: each(from.walBytes, to.walBytes),
    ...(from.statements === undefined || to.statements === undefined
      ? {}
      : { statements: each(from.statements, to.statements) }),
  };
}

/** Processor time of everything that a message passes through, without the load. */
export function totalMicros({ cpuMicros }: Costs): number {
  return Object.entries(cpuMicros).reduce(
    (sum, [name, us]) => (name === 'load' ? sum : sum + us),
    0,
  );
}
