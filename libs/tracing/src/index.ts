export { openTracing, type Tracing, type TracingSettings } from './open-tracing.js';
