import { z } from 'zod';
import type { Readiness } from '#protocol';
import type { MetricsOfProcess } from '../metrics/add-up-metrics.js';

/** What a supervisor asks of its processes. */
export interface Answers {
  /** Their own metrics. */
  readonly metrics: MetricsOfProcess;
  /** Their own metrics, and what the database knows for all of them. */
  readonly 'all-metrics': MetricsOfProcess;
  /** Whether what they stand on is there. */
  readonly ground: Readiness['checks'];
}

export type Question = keyof Answers;

/** What a supervisor tells a process. */
export type SupervisorOrder =
  | { readonly kind: 'stop' }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question };

/** What a process tells its supervisor. */
export type ProcessReport =
  /** It works from now on; with what is announced of it. */
  | { readonly kind: 'ready'; readonly facts: unknown }
  /** Nothing: it could not find out. */
  | { readonly kind: 'answer'; readonly id: number; readonly answer?: unknown };

const tagged = z.looseObject({ kind: z.string() });

/** Both are one program in one version; what else comes over the pipe is not theirs. */
export function readOrder(message: unknown): SupervisorOrder | undefined {
  return isOneOf(message, ['stop', 'ask']) ? (message as SupervisorOrder) : undefined;
}

export function readReport(message: unknown): ProcessReport | undefined {
  return isOneOf(message, ['ready', 'answer']) ? (message as ProcessReport) : undefined;
}

function isOneOf(message: unknown, kinds: readonly string[]): boolean {
  const parsed = tagged.safeParse(message);
  return parsed.success && kinds.includes(parsed.data.kind);
}
