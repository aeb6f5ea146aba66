import { Counter, Histogram, Registry } from 'prom-client';
import { BoundedLabel, otherValue } from './bounded-label.js';
import {
  spans,
  stages,
  tallies,
  type Span,
  type SpanLabels,
  type Stage,
  type StageLabels,
  type Tally,
  type TallyLabels,
} from './stages.js';

/** Of this process, whoever measures and wherever it is read. */
const registry = new Registry();

/** Series of a label whose values others choose; a histogram has fifteen lines for each. */
const mostValues = 50;

/** One for each name of a label: a capability is the same one in all metrics. */
const bounds = new Map<string, BoundedLabel>();

/** Combinations of such values that a counter tells apart: fifty agents and fifty capabilities would be too many. */
const mostTogether = 1_000;

/** One for each counter. */
const together = new Map<string, BoundedLabel>();

/** Routes and operations are ours, and there are more of them. */
const unbounded = new Set(['route', 'operation']);

/** Stay what they are, whatever else is too much. */
const kept = new Set([...unbounded, 'direction', 'currency']);

const registers = [registry];
const timings = new Map<string, Histogram>(
  [
    ...Object.values(stages).map((stage) => ({ ...stage, labels: [...stage.labels, 'outcome'] })),
    ...Object.values(spans),
  ].map(({ metric: name, help, labels, buckets }) => [
    name,
    new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers }),
  ]),
);
const counters = new Map<string, Counter>(
  Object.values(tallies).map(({ metric: name, help, labels }) => [
    name,
    new Counter({ name, help, labelNames: [...labels], registers }),
  ]),
);

/** Something that was measured, as it may be told to another process. */
export interface Measured {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds of a timing, or how much is added to what is counted. */
  readonly value: number;
}

/** How long work took, and how it ended. */
export function measureStage<Name extends Stage>(
  name: Name,
  labels: StageLabels<Name>,
  outcome: string,
  seconds: number,
): void {
  take({ metric: stages[name].metric, labels: { ...labels, outcome }, value: seconds });
}

/** How much lay between two moments. */
export function measure<Name extends Span>(
  name: Name,
  labels: SpanLabels<Name>,
  seconds: number,
): void {
  take({ metric: spans[name].metric, labels, value: seconds });
}

/** Adds to what is counted. */
export function tally<Name extends Tally>(name: Name, labels: TallyLabels<Name>, by = 1): void {
  take({ metric: tallies[name].metric, labels, value: by });
}

let take: (measured: Measured) => void = takeMeasured;

/** From now on another process keeps what this one measures, which nobody asks; until the function is called. */
export function forwardMeasures(to: (measured: Measured) => void): () => void {
  take = to;
  return () => {
    take = takeMeasured;
  };
}

/** Keeps what was measured, here or in a process that tells this one. */
export function takeMeasured({ metric, labels, value }: Measured): void {
  const bounded = bound(labels);
  const timing = timings.get(metric);
  if (timing === undefined) counters.get(metric)?.inc(boundTogether(metric, bounded), value);
  else timing.observe(bounded, Math.max(0, value));
}

/** What this process has measured since its start: each can be added to what another one measured. */
export const readMeasures = (): ReturnType<Registry['getMetricsAsJSON']> =>
  registry.getMetricsAsJSON();

/** The same as Prometheus text. */
export function tellMeasures(): Promise<string> {
  return registry.metrics();
}

function bound(labels: Readonly<Record<string, string>>): Record<string, string> {
  const bounded: Record<string, string> = {};
  for (const name in labels) {
    const value = labels[name] ?? '';
    bounded[name] = unbounded.has(name) ? value : boundOf(name).of(value);
  }
  return bounded;
}

function boundTogether(metric: string, labels: Record<string, string>): Record<string, string> {
  const chosen = Object.entries(labels).filter(([name]) => !kept.has(name));
  if (chosen.length < 2) return labels;
  const known = together.get(metric) ?? new BoundedLabel(mostTogether);
  together.set(metric, known);
  if (known.takes(JSON.stringify(chosen))) return labels;
  return { ...labels, ...Object.fromEntries(chosen.map(([name]) => [name, otherValue])) };
}

function boundOf(name: string): BoundedLabel {
  const known = bounds.get(name);
  if (known !== undefined) return known;
  const made = new BoundedLabel(mostValues);
  bounds.set(name, made);
  return made;
}
