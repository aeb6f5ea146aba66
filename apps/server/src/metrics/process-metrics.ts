import { collectDefaultMetrics, Registry } from 'prom-client';
import type { MetricsOfProcess } from './add-up-metrics.js';

/**
 * Whatever the library measures of a process (processor, memory, heap, garbage, open files), but for what
 * `caxton_event_loop_lag_seconds` tells better, and for values that it calls `_total` although they fall.
 */
const leftOut = /^nodejs_eventloop_|^nodejs_active_/;

/** The library would leave it out where several processes are told as one: they began with the first of them. */
const startTime = 'process_start_time_seconds';

/** Measures this process from now on. */
export function measureProcess(): () => Promise<MetricsOfProcess> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) {
    if (leftOut.test(name)) registry.removeSingleMetric(name);
  }
  return async () =>
    (await registry.getMetricsAsJSON()).map((metric) =>
      metric.name === startTime ? { ...metric, aggregator: 'min' } : metric,
    );
}
