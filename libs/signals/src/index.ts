export { otherValue } from './bounded-label.js';
export {
  forwardMeasures,
  measure,
  readMeasures,
  takeMeasured,
  tally,
  tellMeasures,
  type Measured,
} from './measures.js';
export { stages } from './stages.js';
export { readTraceparent, traceIdOf } from './traceparent.js';
export { areTracesFollowed, beginSpan, currentTrace } from './traces.js';
export { followTraces, inSpan, type TraceSpan } from './traces.js';
export { watched, type Ending } from './watched.js';
