import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client';

/** Everything that one process measures; each metric names how it is put together with those of others. */
export type MetricsOfProcess = MetricObjectWithValues<MetricValue<string>>[];

/**
 * What the processes of one command measure, as Prometheus text of one: what each counts is added up, of what all of them
 * see the worst is taken.
 */
export function addUpMetrics(processes: readonly MetricsOfProcess[]): Promise<string> {
  return AggregatorRegistry.aggregate([...processes]).metrics();
}
