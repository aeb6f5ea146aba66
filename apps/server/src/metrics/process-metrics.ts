import { collectDefaultMetrics, Registry } from 'prom-client';

/**
 * Whatever the library measures of a process (processor, memory, heap, garbage, open files), but for what
 * `caxton_event_loop_lag_seconds` tells better, and for values that it calls `_total` although they fall.
 */
const leftOut = /^nodejs_eventloop_|^nodejs_active_/;

/** Measures this process from now on. Gives its metrics as Prometheus text. */
export function measureProcess(): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) {
    if (leftOut.test(name)) registry.removeSingleMetric(name);
  }
  return () => registry.metrics();
}
